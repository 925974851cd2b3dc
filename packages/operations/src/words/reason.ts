import { refuse, type Refusal } from '@devops-ai/contract'
import type { OperationKind } from '../operation.ts'
import { kinds, operations } from '../operations.ts'
import { changesIn, changeWords, pastForms } from './change-verbs.ts'
import { fragments } from './fragments.ts'
import { destroys, doubts, foreign, joiners, negators, notOffered, plurals, schedules, telling } from './lexicon.ts'
import { neverAsked } from './never-words.ts'
import { source } from './pattern.ts'
import { about, type Found } from './reads.ts'
import { thirdPerson } from './stems.ts'

/** What is known of a text when a reason is looked for. */
interface Seen {
  readonly text: string
  readonly words: readonly string[]
  /** The reads that it may be about. */
  readonly topics: ReadonlySet<OperationKind>
  /** Those of shorter topics too. */
  readonly all: ReadonlySet<OperationKind>
  /** The changes that it mentions outside a topic such as "restart policy". */
  readonly changes: ReadonlySet<OperationKind>
  /** The words that no topic took. */
  readonly rest: readonly string[]
}

type Reason = (seen: Seen) => Refusal | null

export const misread = (detail: string): Refusal => refuse('intent_not_understood', detail)
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
  / (?:if|unless|in case|when|until|once)(?= )/.test(
    text.replaceAll(asksWhether, '').replace(/^ (?:since )?when(?= )/, ''),
  )
    ? misread('the intent sets a condition; none is kept here: look first, then ask for one operation')
    : null

const exclusion: Reason = ({ text }) =>
  / (?:other than|(?:all|everything|anything) (?:@other:)?but|apart from)(?= )/.test(text)
    ? misread('the intent says what is left out; say plainly what is to be seen')
    : null

const several: Reason = ({ words, topics, changes }) => {
  if (!words.some((word) => joiners.has(word)) || changes.size === 0 || changes.size + topics.size < 2) return null
  const all = kinds.filter((kind) => changes.has(kind) || topics.has(kind)).map((kind) => operations[kind].summary)
  return refuse('several_operations', `expected one operation, got several: ${all.join(', ')}`)
}

const never: Reason = ({ text }) => {
  const asked = neverAsked(text)
  return asked && refuse('never_run', `docker ${asked.verb} is never run by this gateway: ${asked.reason}`)
}

const time =
  / (?:at (?:\d+\S*|night)|(?:in|after|within) \d+\S*(?: [a-z]+)?|\d+\S*(?: [a-z]+)? from now|every (?:\d+ )?(?:second|minute|hour|day|night|week|month|time)s?)(?= |$)/
const later: Reason = ({ text }) => {
  const found = time.exec(text)?.[0].trim()
  return found === undefined ? null : misread(`the intent says "${found}"; operations run now or not at all`)
}

const manyNouns = 'containers?|apps?|applications?|instances?|replicas?|services?'
const many = new RegExp(
  ` (?:all|every|each|both)(?: of)?(?: the| my| our)? (?:\\S+ )?(?:${manyNouns})(?= |$)| everything(?= |$)`,
)
const lists: readonly OperationKind[] = ['container.list', 'service.list', 'stack.services', 'service.ps', 'stack.ps']
/** What is asked of one thing at a time. */
const ofEach: readonly OperationKind[] = [
  'container.logs',
  'container.stats',
  'container.top',
  'container.port',
  'container.diff',
]
const manyTargets: Reason = ({ text, changes, topics, all }) =>
  many.test(text) &&
  (changes.size > 0 || !lists.some((kind) => topics.has(kind)) || ofEach.some((kind) => all.has(kind))) &&
  !/ (?:is|how is) everything| everything (?:@|that|logged|in the|from|about)/.test(text)
    ? misread('the intent is about several targets; ask for one at a time')
    : null

const asks =
  / (?:(?:more|less|fewer) (?:memory|cpu|ram|resources|cpus|cores|replicas)|should|happens?|what if|how (?:do|can|to|would|could|does) (?:i|we|you|one|to)|(?:be|need) (?:restarted|rebooted|stopped|started|paused|resumed|bounced))(?= |$)/
const people = new Set(['who', 'anyone', 'anybody', 'someone', 'somebody'])
const unasked: Reason = ({ text, words, changes, topics }) => {
  const wanting = [...changes].find((kind) => expects(kind) !== undefined)
  if (changes.size > 0)
    return wanting === undefined
      ? misread('the intent speaks of a change without plainly asking for it; a change is never guessed')
      : misread(`to ${operations[wanting].summary}, say ${expects(wanting)}; a change is never guessed`)
  const tells = words.some((word) => people.has(word)) && words.some((word) => pastForms.has(word)) && topics.size === 0
  return tells || asks.test(text)
    ? misread('the intent speaks of a change without plainly asking for it; a change is never guessed')
    : null
}

function expects(kind: OperationKind): string | undefined {
  const definition = operations[kind]
  return definition.access === 'change' ? definition.words.expects : undefined
}

const question = new RegExp(
  `^${source('{politely}', fragments)} (?:what|which|how|where|when|why|who|is|are|was|were|does|do|did|has|have)(?= )`,
)
/** Whoever is to get it; `to me` is who asks. */
const toOthers =
  / (?:send|share|forward|post|ship|bring|give)(?: \S+){1,4} (?:to|with) (?!me(?: |$)|us(?: |$)|my |@it(?: |$)|timestamps?)/
const sent: Reason = ({ text }) =>
  toOthers.test(text) ? misread('the intent sends something to others, which is not offered here') : null

const unoffered: Reason = ({ text, rest }) => {
  const asking = question.test(text)
  const word = rest.find((candidate) => notOffered.has(candidate) && !(asking && telling.has(candidate)))
  return word === undefined ? null : misread(`the intent says "${word}", which is not offered here`)
}

/** In order: the first reason is the one that is told. */
const reasons: readonly Reason[] = [
  says(negators, 'words', (word) =>
    misread(`the intent says "${word}"; say plainly what is to be done, not what is not`),
  ),
  condition,
  exclusion,
  never,
  several,
  says(schedules, 'rest', (word) => misread(`the intent says "${word}"; operations run now or not at all`)),
  later,
  says(doubts, 'words', (word) => misread(`the intent says "${word}", which is a thought and not a request`)),
  says(destroys, 'words', (word) => refuse('never_run', `the intent says "${word}", which this gateway never runs`)),
  manyTargets,
  says(plurals, 'rest', () => misread('the intent is about several targets; ask for one at a time')),
  unasked,
  sent,
  unoffered,
  says(foreign, 'rest', (word) => misread(`the intent speaks of "${word}", which is not offered here`)),
]

/** The first word, which is a verb unless a noun makes it one: `update configuration of it`, but `restart policy`. */
const asVerb = new RegExp(
  `^${source('{politely}', fragments)} ([a-z]+)(?! (?:policy|policies|count|counts|history|times?|loops?|looping|reason|status|state|limits?|errors?|logs?|signal|usage)(?: |$)) (\\S+)`,
)

const behindVerb =
  /^(?:an?|the|one|all|this|every|each|any|both|several|multiple|@(?:it|thing|service|swarm|network|image|volume|node|stack|engine))$/

/** A state told by what is not denies nothing. */
const trouble = new RegExp(`${source('{refusal}', fragments)}(?= |$)`, 'g')

/**
 * Why nothing of this text may run, or null if no reason speaks against a read. Asked after the changes were tried, so
 * whatever speaks of a change here did not ask for it plainly.
 */
export function reasonAgainst(whole: string, found: Found): Refusal | null {
  const text = whole.replaceAll(trouble, ' @state')
  const { rest, hinted, topics, all } = text === whole ? found : about(text)
  const [, head = '', next = ''] = asVerb.exec(text) ?? []
  const forms = behindVerb.test(next) ? [head, ...thirdPerson(head)] : [head]
  const verb = forms.find((form) => changeWords.has(form) || notOffered.has(form))
  const spoken = verb === undefined ? '' : ` ${verb}`
  const changes = changesIn(`${spoken}${hinted}`)
  const seen: Seen = { text, words: split(text), topics, all, changes, rest: split(`${spoken}${rest}`) }
  for (const reason of reasons) {
    const refusal = reason(seen)
    if (refusal) return refusal
  }
  return null
}
