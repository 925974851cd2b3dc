import { refuse, type Refusal, type TargetName } from '@devops-ai/contract'
import { misnamed } from '../misnamed.ts'
import { Operation, type OperationKind } from '../operation.ts'
import { kinds, operations } from '../operations.ts'
import { parseCommand } from '../parse.ts'
import { changeGrammar } from './change.ts'
import { changeWords } from './change-verbs.ts'
import { namedInChange, namedInRead } from './named.ts'
import { nearest } from './nearest.ts'
import { readOf, type Understood } from './read.ts'
import { withObjects, withStatements } from './reduce.ts'
import { screen } from './screen.ts'
import { corrected, textOf, type Word, wordsOfIntent } from './words.ts'

export type Interpreted = Understood | Refusal

/** No request for one operation is longer; what is, was written for something else. */
const mostWords = 60

const grammars = kinds.flatMap((kind) => {
  const definition = operations[kind]
  if (definition.access === 'read') return []
  const { verbs, phrases } = definition.words
  return verbs.length + phrases.length === 0 ? [] : [{ kind, whole: changeGrammar(definition).whole }]
})

/**
 * Plain words become one operation on the target, or a refusal that names the nearest operations. Deterministic and
 * without any I/O. A change needs every word accounted for; only a read may be understood from some of them.
 */
export function interpretOffline(
  intent: string,
  target: TargetName,
  expected?: readonly string[],
  knownNames: readonly string[] = [],
): Interpreted {
  const understood = understand(intent, target, knownNames)
  if (!understood.ok) return withNearest(understood, intent)
  const { kind } = understood.operation
  const wrong = misnamed(kind, target)
  if (wrong !== null) return wrong
  if (expected && !expected.includes(kind))
    return refuse('unexpected_operation', `the intent means ${kind}, expected ${expected.join(' or ')}`)
  return understood
}

function understand(intent: string, target: TargetName, knownNames: readonly string[]): Interpreted {
  const command = /^\s*docker\s/i.test(intent) ? parseCommand(intent, target) : null
  if (command?.ok) return { ...command, confidence: 'exact' }
  if (command?.code === 'never_run' || command?.code === 'invalid_request') return command
  const unfit = screen(intent)
  if (unfit) return unfit
  const words = wordsOfIntent(command ? intent.replace(/^\s*docker\s/i, '') : intent, target, knownNames)
  if (words.length > mostWords)
    return refuse('intent_not_understood', `expected at most ${mostWords} words, got ${words.length}`)
  const understood = changeOf(words, target) ?? readFrom(words, target)
  return understood.ok ? understood : (command ?? understood)
}

/** The change that the words are, all of them; null if they are none. */
function changeOf(words: readonly Word[], target: TargetName): Interpreted | null {
  const text = withObjects(textOf(words))
  const stated = withStatements(text)
  const matching = grammars.filter(({ whole }) => whole.test(text) || whole.test(stated)).map(({ kind }) => kind)
  const [kind, ...others] = matching
  if (kind === undefined) return null
  if (others.length > 0) return refuse('several_operations', `the intent may mean ${matching.join(' or ')}`)
  if (isQuestion(text))
    return refuse('intent_not_understood', 'the intent is a question; say plainly what is to be done')
  const other = namedInChange(words)
  return other === null ? change(kind, text) : otherTarget(other, target)
}

/** A question mark makes a question of a request, unless it was put politely: "can you restart it?". */
const isQuestion = (text: string): boolean =>
  text.endsWith(' ?') && !/ (?:(?:can|could|would|will) (?:you|u)|do you mind|please|pls|plz|kindly)(?= )/.test(text)

function change(kind: OperationKind, text: string): Interpreted {
  const [, amount, unit = ''] = / (\d+) ?(m|mins?|minutes?|s|secs?|seconds?)?(?= |$)/.exec(text) ?? []
  const seconds = amount === undefined ? undefined : Number(amount) * (unit.startsWith('m') ? 60 : 1)
  const operation = Operation.safeParse({ kind, ...(seconds !== undefined && { timeout_seconds: seconds }) })
  if (!operation.success) return refuse('invalid_request', `expected a time-out of 0 to 600 seconds, got ${seconds}`)
  return { ok: true, operation: operation.data, confidence: 'exact' }
}

function readFrom(words: readonly Word[], target: TargetName): Interpreted {
  const right = corrected(words, changeWords)
  const read = readOf(withObjects(textOf(right)))
  const other = namedInRead(right)
  return other !== null && (read.ok || read.code === 'intent_not_understood') ? otherTarget(other, target) : read
}

const otherTarget = (name: string, target: TargetName): Refusal =>
  refuse('other_target', `the intent names ${name}, but the target of this request is ${target}`)

const withNearest = (refusal: Refusal, intent: string): Refusal =>
  refusal.code === 'intent_not_understood' && !refusal.nearest ? { ...refusal, nearest: nearest(intent) } : refusal
