import { changeWords } from './change-verbs.ts'
import { destroys, looks, notOffered } from './lexicon.ts'
import type { Word } from './words.ts'

/** Who or what a report is about. */
const subjects: ReadonlySet<string> = new Set(
  'it the this that these our my its we i they someone somebody everyone there users customers people'.split(' '),
)
const conditions: ReadonlySet<string> = new Set('if unless when whenever until once'.split(' '))
const polite = /^(?:please|kindly|just|so|now|then|ok)$/

/**
 * The look at the end of a text that only tells or denies before it: `web is slow, show its logs` and `do not restart it,
 * just show the logs` ask for logs. Null where anything before it may ask for something too. For reads alone.
 */
export function lookBehindReport(words: readonly Word[]): readonly Word[] | null {
  const clauses = clausesOf(words)
  const last = clauses.pop() ?? []
  const look = last.slice(last.findIndex(({ written }) => !polite.test(written)))
  return clauses.length > 0 && looks.has(look[0]?.written ?? '') && clauses.every(onlyTells) ? look : null
}

function clausesOf(words: readonly Word[]): Word[][] {
  const clauses: Word[][] = [[]]
  for (const word of words) {
    if (word.written === ',') clauses.push([])
    else clauses.at(-1)?.push(word)
  }
  return clauses
}

function onlyTells(clause: readonly Word[]): boolean {
  const [head, second] = clause
  if (!head || clause.some(({ written }) => conditions.has(written))) return false
  if (head.written === 'do' && second?.written === 'not') return true
  if (/^(?:before|after)$/.test(head.written)) return /^(?:i|we|the|that)$/.test(second?.written ?? '')
  const asks = clause.some(({ written }) => [changeWords, notOffered, destroys].some((verbs) => verbs.has(written)))
  return !asks && (head.as === 'target' || subjects.has(head.written))
}
