import { refuse, type Refusal, type TargetName } from '@devops-ai/contract'
import { misnamed } from '../misnamed.ts'
import { isChange, kinds, operations } from '../operations.ts'
import { parseCommand, type Parsed } from '../parse.ts'
import { changeWords } from './change-verbs.ts'
import { changeIn } from './changes.ts'
import { lookBehindReport } from './context.ts'
import { looks } from './lexicon.ts'
import { namedInRead } from './named.ts'
import { nearest } from './nearest.ts'
import { otherTarget } from './objection.ts'
import { isRefusal } from './said.ts'
import { readOf, type Understood } from './read.ts'
import { mostCharacters, screen } from './screen.ts'
import { asLook, corrected, described, type Names, type Word, wordsOfIntent } from './words.ts'

export type Interpreted = Understood | Refusal

/** No request for one operation is longer; what is, was written for something else. */
const mostWords = 60

/** Signs of a command line, which plain words behind `docker` do not have. */
const signs = /\s-\S|[=$`|;&<>]/

/** `logs -f web` is as much a command as `docker logs -f web`. */
const hasFlag = /\s--?[a-z]/i

/** What people put behind a command, and what makes a question of it. */
const closing = [/(?<=\S)[.?!]{1,3}$/, /[ ,](?:please|pls|plz|now|thanks|thx)$/i]
const asksOnly = /\?[.?!\s]*$/

/**
 * Plain words become one operation on the target, or a refusal that names the nearest operations. Deterministic and
 * without any I/O. A change needs every word accounted for; only a read may be understood from some of them.
 */
export function interpretOffline(
  intent: string,
  target: TargetName,
  expected?: readonly string[],
  otherNames: Names = new Set(),
): Interpreted {
  const understood = understand(intent, target, otherNames)
  if (!understood.ok) return withNearest(understood, intent)
  const { kind } = understood.operation
  const wrong = misnamed(kind, target)
  if (wrong !== null) return wrong
  if (expected && !expected.includes(kind))
    return refuse('unexpected_operation', `the intent means ${kind}, expected ${expected.join(' or ')}`)
  return understood
}

function understand(intent: string, target: TargetName, otherNames: Names): Interpreted {
  const isCommand = /^\s*docker\s/i.test(intent)
  const command = asCommand(isCommand ? intent.replace(/docker/i, 'docker') : intent, isCommand, target)
  if (command?.ok && !(isChange(command.operation) && asksOnly.test(intent))) return { ...command, confidence: 'exact' }
  if (
    command?.ok === false &&
    (isCommand ? isFinal(command, intent) : hasFlag.test(intent) && command.code === 'never_run')
  )
    return command
  const unfit = screen(intent)
  if (unfit) return unfit
  const words = wordsOfIntent(isCommand ? intent.replace(/^\s*docker\s/i, '') : intent, target, otherNames)
  if (words.length > mostWords)
    return refuse('intent_not_understood', `expected at most ${mostWords} words, got ${words.length}`)
  const understood = fromWords(intent, words, target)
  return understood.ok || !isCommand || command?.ok !== false ? understood : command
}

/** First words of docker's commands: a line that begins with one may be a command without its `docker`. */
const commandWords = new Set(kinds.flatMap((kind) => operations[kind].command.words.map(([first = '']) => first)))

function asCommand(text: string, isCommand: boolean, target: TargetName): Parsed | null {
  if (text.length > mostCharacters) return null
  const intent = closing.reduce((rest, end) => rest.replace(end, '').trimEnd(), text.trimEnd())
  if (isCommand) return parseCommand(intent, target)
  return commandWords.has(/^\s*([a-z]+)/.exec(intent)?.[1] ?? '') ? parseCommand(`docker ${intent}`, target) : null
}

function fromWords(intent: string, words: readonly Word[], target: TargetName): Interpreted {
  const description = described(words, changeWords)
  const change = changeIn(intent, description ?? words, target, description === null ? 'whole' : 'alone')
  if (change) return isRefusal(change) ? change : { ok: true, operation: change, confidence: 'exact' }
  const right = corrected(asLook(words, looks), changeWords)
  const whole = readOf(right)
  const behind = whole.ok ? null : lookBehindReport(right)
  const read = behind === null ? whole : readOf(behind)
  const other = namedInRead(right)
  return other !== null && (read.ok || read.code === 'intent_not_understood') ? otherTarget(other, target) : read
}

/** Was it a command line that was refused, and not plain words behind `docker`? */
const isFinal = ({ code }: Refusal, intent: string): boolean =>
  code === 'never_run' ||
  signs.test(intent) ||
  (code !== 'intent_not_understood' && intent.trim().split(/\s+/).length < 4)

const withNearest = (refusal: Refusal, intent: string): Refusal =>
  refusal.code === 'intent_not_understood' && !refusal.nearest ? { ...refusal, nearest: nearest(intent) } : refusal
