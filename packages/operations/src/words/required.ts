import type { Fragments } from './pattern.ts'
import { pieces } from './pattern.ts'

/** Words of which a text has at least one if it matches; null where nothing of that kind can be said. */
type Required = ReadonlySet<string> | null

/** A word of a kind that wordings write with `#`. */
const value = / -?(?:\d|sig|hup|term|int|quit|kill|usr|abrt|winch)/

/** The words that a text has of those that may be required. */
export const wordsIn = (text: string): readonly string[] => text.split(' ').concat(value.test(text) ? ['#'] : [])

/** Whether these words can be a wording that requires so: one that they cannot be need not be tried, nor compiled. */
export const mayBe = (required: Required, words: readonly string[]): boolean =>
  required === null || words.some((word) => required.has(word))

/**
 * The words of which every text of a wording has at least one, so that a text with none of them need not be tried; `#` for
 * all words of a kind. Of a sequence the part that says most is taken: without common words if there is one, and the fewest.
 */
export function requiredWords(pattern: string, fragments: Fragments, common: ReadonlySet<string>): Required {
  const tokens = pattern.match(pieces) ?? []
  let at = 0

  const better = (a: Required, b: Required): Required => {
    if (a === null || b === null) return a ?? b
    const cost = (words: ReadonlySet<string>): number =>
      [...words].reduce((sum, word) => sum + (common.has(word) || /^[#@]/.test(word) ? 1_000 : 1), 0)
    return cost(a) <= cost(b) ? a : b
  }

  /** Alternatives up to the closing bracket: each must require something. */
  const alternatives = (): Required => {
    let all: Required = sequence()
    while (tokens[at] === '|') {
      at += 1
      const next = sequence()
      all = all === null || next === null ? null : new Set([...all, ...next])
    }
    return all
  }

  const sequence = (): Required => {
    let best: Required = null
    for (let token = tokens[at]; token !== undefined && !/^[|)\]]$/.test(token); token = tokens[at]) {
      at += 1
      best = better(best, element(token))
    }
    return best
  }

  const element = (token: string): Required => {
    if (token === '[' || token === '(') {
      const inner = alternatives()
      at += 1
      const repeated = tokens[at] === '*'
      if (repeated) at += 1
      return token === '[' || repeated ? null : inner
    }
    if (token.startsWith('{')) return requiredWords(fragments[token.slice(1, -1)] ?? '', fragments, common)
    if (token.startsWith('#')) return new Set(['#'])
    return token.startsWith('<') ? null : new Set([token])
  }

  return alternatives()
}
