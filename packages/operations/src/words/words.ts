import { looksLikeName, sameName } from './names.ts'
import { correction } from './typo.ts'
import { normalise } from './normalise.ts'
import { nameable, objectWords, vocabulary } from './vocabulary.ts'

/** One word of an intent: as the grammar reads it, and as it was written. */
export interface Word {
  /** The word itself, or `@target`, `@known` (another target's name), `@other` (perhaps a name), `@odd`. */
  readonly read: string
  readonly written: string
}

const number = /^\d+(?:\.\d+)?[a-z%]{0,8}$/

/** The words of an intent with names told apart from words. Nouns such as `app` count as a name only if known as one. */
export function wordsOfIntent(intent: string, target: string, knownNames: readonly string[]): Word[] {
  const isTarget = (word: string): boolean => sameName(word, target) && (!vocabulary.has(word) || nameable.has(word))
  const known = new Set(knownNames.map((name) => name.toLowerCase()).filter((name) => !sameName(name, target)))
  const isKnown = (word: string): boolean =>
    known.has(word) && (!vocabulary.has(word) || (nameable.has(word) && word !== 'service' && word !== 'container'))
  return normalise(intent)
    .flatMap((word) => (isTarget(word) || isKnown(word) ? [word] : apart(word)))
    .map((written) => {
      if (isKnown(written)) return { read: '@known', written }
      if (isTarget(written)) return { read: '@target', written }
      if (vocabulary.has(written) || number.test(written) || written === ',' || written === '?')
        return { read: written, written }
      return { read: looksLikeName(written) ? '@other' : '@odd', written }
    })
}

/**
 * `restart_service` is two words; `slow-app` may be a name and stays whole: it is taken apart only when one of its
 * parts says what to do.
 */
function apart(word: string): string[] {
  const parts = word.split(/[_-]/)
  const ours = parts.length > 1 && parts.every((part) => vocabulary.has(part) || /^\d+$/.test(part))
  return ours && parts.some((part) => !objectWords.has(part)) ? parts : [word]
}

/** The same words with slips of one letter put right. For reads alone: a change is never guessed. */
export const corrected = (words: readonly Word[], changeWords: ReadonlySet<string>): Word[] =>
  words.map((word) => {
    if (word.read !== '@other' || correction(word.written, changeWords) !== null) return word
    return { ...word, read: correction(word.written, vocabulary) ?? word.read }
  })

export const textOf = (words: readonly Word[]): string => words.map(({ read }) => ` ${read}`).join('')
