/**
 * A small notation for wordings: `(restart|reboot) [the] {target}`. Words stand for themselves, `(a|b c)` is one of
 * several, `[x]` may be left out, `(x)*` repeats, `{slot}` is a fragment, `<network>` the place of a name, `<aliases*>` of some. It compiles
 * to a regular expression over text in which every word has a space before it, so a word never matches a part of another.
 */
export const pieces = /\{\w+\}|<\w+\*?>|[()[\]|*]|[^\s()[\]|{}<>*]+/g

export type Fragments = Readonly<Record<string, string>>

const brackets: Readonly<Record<string, string>> = { '(': '(?:', ')': ')', '[': '(?:', ']': ')?', '|': '|', '*': '*' }

/** The regular expression's source for one wording. Throws for a slot that is no fragment: that is a bug. */
export function source(pattern: string, fragments: Fragments): string {
  return (pattern.match(pieces) ?? [])
    .map((piece) => {
      const bracket = brackets[piece]
      if (bracket !== undefined) return bracket
      if (piece.startsWith('<')) return ` ${place(piece.slice(1, -1))}`
      return piece.startsWith('{') ? `(?:${source(fragment(piece, fragments), fragments)})` : ` ${escape(piece)}`
    })
    .join('')
}

function fragment(piece: string, fragments: Fragments): string {
  const text = fragments[piece.slice(1, -1)]
  if (text === undefined) throw new Error(`no fragment is named ${piece}`)
  return text
}

const name = '[a-z0-9][a-z0-9_.-]*'
const prefix = '@(?:target|known|other|odd):'
const named = `(?:${prefix})?${name}(?= |$)`

/** A name in its place, or several between commas: any word, so whoever tests the expression looks at its groups. */
const place = (group: string): string =>
  group.endsWith('*')
    ? `(?<${group.slice(0, -1)}>${named}(?: (?:, and|,|and) ${named})*)`
    : `(?:${prefix})?(?<${group}>${name})(?= |$)`

const size = '(?:b|kb?|kib|kilobytes?|m|mb|mib|megs?|megabytes?|mebibytes?|g|gb|gib|gigs?|gigabytes?|gibibytes?)'

/** Words of a kind: `#` a whole number, `#unit` seconds or minutes in one word, and so on. */
const kindsOfWord: Readonly<Record<string, string>> = {
  '#': '\\d+',
  '#decimal': '\\d+(?:\\.\\d+)?',
  '#unit': '\\d+(?:s|secs?|m|mins?)',
  '#span': '\\d+(?:h|hrs?|d|days?)',
  '#percent': '\\d+(?:\\.\\d+)?%',
  // `502s`, `5xx`: an answer of HTTP.
  '#code': '[45](?:\\d\\d|xx)s?',
  '#size': `\\d+(?:\\.\\d+)? ?${size}`,
  '#sig': '-?sig(?!nal)[a-z]+\\d?',
  '#signal': '-?(?:sig(?!nal)[a-z]+\\d?|hup|term|int|quit|kill|usr1|usr2|abrt|winch)',
  '#flag': '-\\d+',
  // Nobody means a denial by these.
  '#keeps': 'on-failure(?::\\d+)?|unless-stopped|always',
  '#policy': '(?:on-failure(?::\\d+)?|unless-stopped|always|none|no|never|off)',
  '@target': '@target:\\S+',
  '@other': '@(?:other|known):\\S+',
  // A participle behind a noun says something of it: `the network encrypted`.
  '@name': '@(?:(?:target|known):\\S+|other:(?!\\S+ed(?: |$))\\S+)',
}

const escape = (word: string): string => kindsOfWord[word] ?? word.replaceAll(/[.?+^$\\/-]/g, '\\$&')

/** The words that a wording is made of, without slots and signs. */
export const wordsOf = (pattern: string): string[] =>
  (pattern.match(pieces) ?? []).filter((piece) => /^[a-z]/.test(piece))

/** As many words as a wording at least has, its alternatives counting as one. */
export function lengthOf(pattern: string): number {
  let [depth, words] = [0, 0]
  for (const piece of pattern.match(pieces) ?? []) {
    if (piece === '(' && depth === 0) words += 1
    if (piece === '(' || piece === '[') depth += 1
    else if (piece === ')' || piece === ']') depth -= 1
    else if (depth === 0 && piece !== '+' && piece !== '*') words += 1
  }
  return words
}
