import { refuse, type Refusal, type TargetName } from '@devops-ai/contract'
import type { Operation, OperationKind } from '../operation.ts'
import { operations } from '../operations.ts'
import { fragments } from './fragments.ts'
import { type Grammar, grammars } from './grammars.ts'
import { plurals } from './lexicon.ts'
import { operationOf } from './operation-of.ts'
import { wordsOf } from './pattern.ts'
import { withObjects, withReasons } from './reduce.ts'
import { neverNames } from './vocabulary.ts'
import { textOf, type Word } from './words.ts'

interface Match {
  readonly kind: OperationKind
  readonly text: string
  readonly names: Readonly<Record<string, string>>
}

/** What may stand around a wording: politeness and a reason, or nothing at all. */
type Around = 'whole' | 'alone'

/** The change that the words are, all of them; null if they are none. */
export function changeIn(
  intent: string,
  words: readonly Word[],
  target: TargetName,
  around: Around,
): Operation | Refusal | null {
  const possible = grammarsFor(words)
  if (possible.length === 0 || endsInBrackets.test(intent)) return null
  const [match, ...others] = matches(words, possible, around)
  if (match === undefined) return namesAnother(words, possible, target)
  if (others.length > 0)
    return refuse(
      'several_operations',
      `the intent may mean ${[match, ...others].map(({ kind }) => kind).join(' or ')}`,
    )
  const known = knownName(words, match)
  if (known !== null) return otherTarget(known, target)
  if (isQuestion(match.text))
    return refuse('intent_not_understood', 'the intent is a question; say plainly what is to be done')
  if (operations[match.kind].about !== 'service' && isUnsure(match.text, words))
    return refuse(
      'intent_not_understood',
      `the intent speaks of something else before it; say ${target} where it is meant`,
    )
  const names = asWritten(match.names, intent)
  const { text } = match
  if (servesAnother(match))
    return refuse('intent_not_understood', `to ${operations[match.kind].summary} is not what that reason asks for`)
  const kind = ofSwarm(match, words)
  if (kind === null)
    return refuse(
      'intent_not_understood',
      `to ${operations[match.kind].summary}: the intent calls the target something else`,
    )
  return operationOf(kind, { text, names, lines: null, since: null, until: null, timestamps: false })
}

/** `web (3 replicas)` shows how it is, or what can be chosen. */
const endsInBrackets = /[([]\s*[\w.-]+(?:\s+\w+)?\s*[)\]]\s*$/

/** A word of a kind that wordings write with `#`. */
const value = / -?(?:\d|sig|hup|term|int|quit|kill|usr|abrt|winch)/

/** The changes that the words can be at all. */
function grammarsFor(intent: readonly Word[]): Grammar[] {
  const text = withObjects(textOf(intent))
  const present = text.split(' ').concat(value.test(text) ? ['#'] : [])
  return grammars.filter(({ keys, reduce }) => {
    const words = reduce === null ? present : reduce(text).split(' ')
    return keys === null || words.some((word) => keys.has(word))
  })
}

function matches(words: readonly Word[], possible: readonly Grammar[], around: Around = 'whole'): Match[] {
  const text = withObjects(textOf(words))
  const stated = withReasons(text)
  return possible.flatMap((grammar) => {
    const { kind, reduce } = grammar
    const wording = grammar[around]()
    const reduced = (each: string): string => reduce?.(each) ?? each
    const read = [text, ...(stated === text ? [] : [stated])].find((each) => wording.test(reduced(each)))
    const found = read === undefined ? null : wording.exec(reduced(read))
    const names = namesOf(found)
    return read !== undefined && areNames(names) ? [{ kind, text: read, names }] : []
  })
}

/** Words that say something else are no names: "connect it to the network now" names none, nor does "the old network". */
const areNames = (names: Readonly<Record<string, string>>): boolean =>
  Object.entries(names).every(([place, name]) => {
    const others = place === 'aliases' ? saidBeside : whichOne
    const words = name.split(/ (?:, and|,|and) /).map((word) => word.trim().replace(/^@\w+:/, ''))
    return !words.some((word) => neverNames.has(word) || others.has(word))
  })

/** Words that say which, or whose. */
const whichOne: ReadonlySet<string> = new Set([
  ...wordsOf(fragments['adjective'] ?? ''),
  ...plurals,
  ...'usual correct proper wrong right third users customers clients people traffic'.split(' '),
])

/** Politeness: behind a list of names it is none of them. */
const saidBeside: ReadonlySet<string> = new Set(
  [fragments['polite'], fragments['ending'], 'eventually done'].flatMap((pattern) => wordsOf(pattern ?? '')),
)

const namesOf = (found: RegExpExecArray | null): Record<string, string> =>
  Object.fromEntries(Object.entries(found?.groups ?? {}).filter(([, name]) => name !== undefined))

/** A change of another target is plainly asked: with that name in the place of ours it would be one. */
function namesAnother(words: readonly Word[], possible: readonly Grammar[], target: TargetName): Refusal | null {
  const other = words.find(
    (word) =>
      (word.as === 'other' || word.as === 'known') &&
      matches(
        words.map((each) => (each === word ? { as: 'target', written: word.written } : each)),
        possible,
      ).length > 0,
  )
  return other === undefined ? null : otherTarget(other.written, target)
}

export const otherTarget = (name: string, target: TargetName): Refusal =>
  refuse('other_target', `the intent names ${name}, but the target of this request is ${target}`)

/** Names in the letters that they were written with: words are compared in lower case, networks are not. */
const asWritten = (names: Match['names'], intent: string): Match['names'] =>
  Object.fromEntries(
    Object.entries(names).map(([place, name]) => [
      place,
      name.replaceAll(
        /[a-z0-9][a-z0-9_.-]*(?= |$)/g,
        (word) => new RegExp(`(?<![\\w.-])${word.replaceAll('.', '\\.')}(?![\\w-])`, 'i').exec(intent)?.[0] ?? word,
      ),
    ]),
  )

/** A network may have the name of another target; then it is called a network. */
const knownName = (words: readonly Word[], { names, text }: Match): string | null =>
  words.find(
    ({ as, written }) =>
      as === 'known' && Object.values(names).includes(written) && !/ (?:network|net)(?= |$)/.test(text),
  )?.written ?? null

/** Behind what is said of something else, as in `the rollout is stuck, pause it`, the target must be named or called. */
const isUnsure = (text: string, words: readonly Word[]): boolean =>
  / @aside .*@(?:it|thing)(?= |$)/.test(text) &&
  !words.some(({ as, written }) => as === 'target' || /^(?:container|service|app|application|instance)$/.test(written))

/** `remove it to fix it` and `start it, nobody needs it` ask for something else. */
function servesAnother({ kind, text }: Match): boolean {
  const definition = operations[kind]
  const serves: readonly string[] = definition.access === 'change' ? definition.words.serves : []
  return [...text.matchAll(/ @(unneeded|recovery|reread|relief|meanwhile)(?= |$)/g)].some(
    ([, purpose = '']) => !serves.includes(purpose),
  )
}

/** A question mark makes a question of a request, unless it was put politely: "can you restart it?". */
const isQuestion = (text: string): boolean =>
  / \?(?= |$)/.test(text) &&
  !/ (?:(?:can|could|would|will) (?:you|u|someone|somebody)|do you mind|please|kindly)(?= )/.test(text)

/**
 * What was called a Swarm service is changed by the verb of Swarm services, and what was called a container by that of
 * containers; null where there is none.
 */
function ofSwarm({ kind, text }: Match, words: readonly Word[]): OperationKind | null {
  const { about, ofService } = operations[kind]
  const said = (word: string): boolean => words.some(({ written }) => written === word)
  if (about === 'service') return said('container') ? null : kind
  const isSwarm = / @swarm(?= |$)/.test(text) && (said('swarm') || said('replicated') || said('services'))
  if (!isSwarm) return kind
  return said('container') ? null : (ofService ?? null)
}
