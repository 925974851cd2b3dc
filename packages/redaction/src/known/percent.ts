import type { Place } from './finder.ts'

/** A stretch of text without blanks that holds percent-encoded bytes: decoded, with where each character came from. */
export interface Decoded {
  readonly text: string
  /** Of each character of `text`, and of its end, the place in the original. */
  readonly origins: readonly number[]
}

const code = /%[0-9A-Fa-f]{2}/g
const blank = /[\s"'<>`]/

/** All such stretches, in order. Linear: no character is in two of them. */
export function* decodedStretches(text: string): Iterable<Decoded> {
  let done = 0
  code.lastIndex = 0
  for (let found = code.exec(text); found; found = code.exec(text)) {
    let [from, to] = [found.index, found.index]
    while (from > done && !blank.test(text.charAt(from - 1))) from -= 1
    while (to < text.length && !blank.test(text.charAt(to))) to += 1
    yield decoded(text, from, to)
    done = to
    code.lastIndex = to
  }
}

function decoded(text: string, from: number, to: number): Decoded {
  const characters: string[] = []
  const origins: number[] = []
  for (let at = from; at < to;) {
    origins.push(at)
    const byte = text.charAt(at) === '%' ? Number.parseInt(text.slice(at + 1, at + 3), 16) : Number.NaN
    const isCode = !Number.isNaN(byte) && /^[0-9A-Fa-f]{2}$/.test(text.slice(at + 1, at + 3))
    characters.push(isCode ? String.fromCharCode(byte) : text.charAt(at))
    at += isCode ? 3 : 1
  }
  return { text: characters.join(''), origins: [...origins, to] }
}

/** The place in the original that a place in the decoded text came from. */
export const originOf = ({ origins }: Decoded, { from, to }: Place): Place => ({
  from: origins[from] ?? 0,
  to: origins[to] ?? 0,
})
