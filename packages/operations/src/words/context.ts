import { changeWords } from './change-verbs.ts'
import { destroys, looks, notOffered } from './lexicon.ts'
import { withObjects } from './reduce.ts'
import { textOf, type Word } from './words.ts'

/** A report about the target, or about nobody in particular. */
const report =
  /^ (?:@it|@thing|@service|@swarm|it|we|i|they|someone|somebody|everyone|there|users|customers|people)(?= )/
/** What one of these stands in may ask for something, or set a condition. */
const unsure: ReadonlySet<string> = new Set(
  'if unless when whenever until once but want wants need needs must get go should have'.split(' '),
)
/** `Do not forget to restart it` asks for it. */
const denial = /^ do not (?!forget|hesitate|fail|wait|only|just|even|simply)/
const before = /^ (?:before (?:i|we)|after the (?:restart|start|crash))(?= )/
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
  const text = withObjects(textOf(clause))
  const says = (words: ReadonlySet<string>): boolean => clause.some(({ written }) => words.has(written))
  if (says(unsure) || / \d/.test(text)) return false
  if (denial.test(text) || before.test(text)) return true
  return report.test(text) && ![changeWords, notOffered, destroys].some(says)
}
