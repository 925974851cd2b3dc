import { refuse, type Refusal } from '@devops-ai/contract'
import type { OperationKind } from '../operation.ts'
import { kinds, operations } from '../operations.ts'
import { changesIn } from './change-verbs.ts'
import { destroys, doubts, foreign, joiners, negators, notOffered, plurals, schedules } from './lexicon.ts'
import { about } from './reads.ts'

/** What is known of a text when a reason is looked for. */
interface Seen {
  readonly text: string
  readonly words: readonly string[]
  /** The changes that it mentions outside a topic such as "restart policy". */
  readonly changes: ReadonlySet<OperationKind>
  /** The words that no topic took. */
  readonly rest: readonly string[]
}

type Reason = (seen: Seen) => Refusal | null

const misread = (detail: string): Refusal => refuse('intent_not_understood', detail)
const split = (text: string): string[] => text.split(' ').filter(Boolean)

const says =
  (list: ReadonlySet<string>, of: 'words' | 'rest', refusal: (word: string) => Refusal): Reason =>
  (seen) => {
    const word = seen[of].find((candidate) => list.has(candidate))
    return word === undefined ? null : refusal(word)
  }

const asksWhether =
  / (?:check|see|tell me|tell us|tell|know|verify|confirm|find out|determine|validate|test|sure|report|say|investigate) if(?= )/g
const condition: Reason = ({ text }) =>
  / (?:if|unless|in case|when|until|once)(?= )/.test(text.replaceAll(asksWhether, '').replace(/^ when(?= )/, ''))
    ? misread('the intent sets a condition; none is kept here: look first, then ask for one operation')
    : null

const several: Reason = ({ text, words, changes: asked }) => {
  const shown = about(text).topics
  if (!words.some((word) => joiners.has(word)) || asked.size === 0 || asked.size + shown.size < 2) return null
  const all = kinds.filter((kind) => asked.has(kind) || shown.has(kind)).map((kind) => operations[kind].summary)
  return refuse('several_operations', `expected one operation, got several: ${all.join(', ')}`)
}

const time =
  / (?:at (?:\d+\S*|night)|(?:in|after|within) \d+\S*(?: [a-z]+)?|every (?:\d+ )?(?:second|minute|hour|day|night|week|month|time)s?)(?= |$)/
const later: Reason = ({ text }) => {
  const found = time.exec(text)?.[0].trim()
  return found === undefined ? null : misread(`the intent says "${found}"; operations run now or not at all`)
}

const manyNouns = 'services?|containers?|apps?|applications?|instances?|replicas?'
const many = new RegExp(
  ` (?:all|every|each|both)(?: of)?(?: the| my| our)? (?:\\S+ )?(?:${manyNouns})(?= |$)| everything(?= |$)`,
)
const manyTargets: Reason = ({ text, changes }) =>
  many.test(text) &&
  (changes.size > 0 || !about(text).topics.has('container.list')) &&
  !/ (?:is|how is) everything/.test(text)
    ? misread('the intent is about several targets; ask for one at a time')
    : null

const asks =
  / (?:who|more (?:memory|cpu|ram|resources)|should|happens?|happened|what if|how (?:do|can|to|would|could) (?:i|we|you|one|to)|(?:be|need) (?:restarted|rebooted|stopped|started|paused|resumed|bounced))(?= |$)/
const unasked: Reason = ({ text, changes }) =>
  changes.size > 0 || asks.test(text)
    ? misread('the intent speaks of a change without plainly asking for it; a change is never guessed')
    : null

/** In order: the first reason is the one that is told. */
const reasons: readonly Reason[] = [
  says(negators, 'words', (word) =>
    misread(`the intent says "${word}"; say plainly what is to be done, not what is not`),
  ),
  condition,
  several,
  says(schedules, 'words', (word) => misread(`the intent says "${word}"; operations run now or not at all`)),
  later,
  says(doubts, 'words', (word) => misread(`the intent says "${word}", which is a thought and not a request`)),
  says(destroys, 'words', (word) => refuse('never_run', `the intent says "${word}", which this gateway never runs`)),
  manyTargets,
  says(plurals, 'words', () => misread('the intent is about several targets; ask for one at a time')),
  unasked,
  says(notOffered, 'rest', (word) => misread(`the intent says "${word}", which is not offered here`)),
  says(foreign, 'rest', (word) => misread(`the intent speaks of "${word}", which is not offered here`)),
]

/**
 * Why nothing of this text may run, or null if no reason speaks against a read. Asked after the changes were tried, so
 * whatever speaks of a change here did not ask for it plainly.
 */
export function reasonAgainst(text: string): Refusal | null {
  const { rest } = about(text)
  const seen: Seen = { text, words: split(text), changes: changesIn(rest), rest: split(rest) }
  for (const reason of reasons) {
    const refusal = reason(seen)
    if (refusal) return refusal
  }
  return null
}
