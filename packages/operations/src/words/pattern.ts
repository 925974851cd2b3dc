/**
 * A small notation for wordings: `(restart|reboot) [the] {target}`. Words stand for themselves, `(a|b c)` is one of
 * several, `[x]` may be left out, `(x)*` repeats, `{slot}` is a fragment. It compiles to a regular expression over
 * text in which every word has a space before it, so a word never matches a part of another.
 */
const pieces = /\{\w+\}|[()[\]|*]|[^\s()[\]|{}*]+/g

export type Fragments = Readonly<Record<string, string>>

const brackets: Readonly<Record<string, string>> = { '(': '(?:', ')': ')', '[': '(?:', ']': ')?', '|': '|', '*': '*' }

/** The regular expression's source for one wording. Throws for a slot that is no fragment: that is a bug. */
export function source(pattern: string, fragments: Fragments): string {
  return (pattern.match(pieces) ?? [])
    .map((piece) => {
      const bracket = brackets[piece]
      if (bracket !== undefined) return bracket
      return piece.startsWith('{') ? `(?:${source(fragment(piece, fragments), fragments)})` : ` ${escape(piece)}`
    })
    .join('')
}

function fragment(piece: string, fragments: Fragments): string {
  const text = fragments[piece.slice(1, -1)]
  if (text === undefined) throw new Error(`no fragment is named ${piece}`)
  return text
}

/** `#` is a number, `#unit` a number of seconds or minutes in one word. */
const numbers: Readonly<Record<string, string>> = { '#': '\\d+', '#unit': '\\d+(?:s|secs?|m|mins?)' }

const escape = (word: string): string => numbers[word] ?? word.replaceAll(/[.?+^$\\/-]/g, '\\$&')

/** The words that a wording is made of, without slots and signs. */
export const wordsOf = (pattern: string): string[] =>
  (pattern.match(pieces) ?? []).filter((piece) => /^[a-z]/.test(piece))
