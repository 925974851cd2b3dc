import { refuse, type Refusal, type TargetName } from '@devops-ai/contract'
import { type Command, marksBehind, type Operand } from './command.ts'
import { valueKinds } from './flag-values.ts'
import { readArguments, unknownFlagOf } from './flags.ts'
import { misnamed } from './misnamed.ts'
import { globalFlag, whyNever, whyNeverFlag } from './never.ts'
import { Operation, type OperationKind } from './operation.ts'
import { kinds, operations } from './operations.ts'
import { tokens } from './tokens.ts'
import { oneSlipApart } from './words/typo.ts'

export type Parsed = { readonly ok: true; readonly operation: Operation } | Refusal

/**
 * Text of one docker command line, from a model or a person, becomes a typed operation on the target or a refusal
 * that says why. Never throws. What it returns is all that can run: the text itself goes nowhere.
 */
export function parseCommand(text: string, target: TargetName): Parsed {
  const split = tokens(text)
  if (!split.ok) return split
  const [program, ...words] = split.words
  if (program !== 'docker')
    return refuse('invalid_request', `expected a command that begins with docker, got ${program}`)
  const first = words[0]
  if (first === undefined)
    return refuse('invalid_request', 'expected a docker command with a verb, such as docker logs')
  if (first.startsWith('-')) return refuse('never_run', `docker ${first} is never run by this gateway: ${globalFlag}`)
  const kind = chosen(words)
  return kind ? build(kind, words, target) : refuseVerb(words)
}

/** The operation whose words these are; of two, the one that a flag chooses. */
function chosen(words: readonly string[]): OperationKind | null {
  const candidates = kinds.filter((kind) => spelled(operations[kind].command, words) !== null)
  const choosing = (kind: OperationKind): string[] =>
    marksBehind(operations[kind].command, spelled(operations[kind].command, words) ?? [])
      .filter(({ role }) => role === 'chooses')
      .flatMap(({ spellings }) => [...spellings])
  const byFlag = candidates.find((kind) =>
    choosing(kind).some((flag) => words.some((word) => word.split('=')[0] === flag)),
  )
  return byFlag ?? candidates.find((kind) => choosing(kind).length === 0) ?? null
}

const spelled = (command: Command, words: readonly string[]): readonly string[] | null =>
  command.words.find((spelling) => spelling.every((word, index) => words[index] === word)) ?? null

function build(kind: OperationKind, words: readonly string[], target: TargetName): Parsed {
  const { command } = operations[kind]
  const verb = spelled(command, words) ?? []
  const rest = words.slice(verb.length)
  const spoken = { ...command, marks: marksBehind(command, verb) }
  for (const word of rest) {
    const flag = unknownFlagOf(spoken, word)
    const reason = flag === null ? null : whyNeverFlag(kind, flag)
    if (reason !== null)
      return refuse('never_run', `docker ${verb.join(' ')} ${word} is never run by this gateway: ${reason}`)
  }
  const read = readArguments(spoken, rest)
  if (!read.ok) return read
  const named = readOperands(command, verb, read.names, target)
  if (!named.ok) return named
  const wrong = misnamed(kind, target)
  if (wrong !== null) return wrong
  const operation = Operation.safeParse({ kind, ...read.fields, ...named.fields })
  if (operation.success) return { ok: true, operation: operation.data }
  const issue = operation.error.issues[0]
  const place = issue?.path.length ? `${issue.path.join('.')}: ` : ''
  return refuse('invalid_request', `docker ${verb.join(' ')}: ${place}${issue?.message}`)
}

/** The target is always the one of the request; a command repeats its name in its place and names no other. */
function readOperands(
  { operands }: Command,
  verb: readonly string[],
  names: readonly string[],
  target: TargetName,
): { readonly ok: true; readonly fields: Readonly<Record<string, unknown>> } | Refusal {
  const spoken = `docker ${verb.join(' ')}`
  if (operands.length === 0 && names.length > 0)
    return refuse('invalid_request', `${spoken} expects no name, got ${names.join(' ')}`)
  const fields: Record<string, unknown> = {}
  for (const [place, operand] of operands.entries()) {
    const word = names[place]
    if (word === undefined)
      return refuse('invalid_request', `${spoken} expects ${expectedOperand(operand, target)}, got none`)
    if (operand.is === 'field') {
      fields[operand.field] = word
      continue
    }
    const [name = '', ...value] = operand.is === 'assignment' ? word.split('=') : [word]
    if (name !== target)
      return refuse('other_target', `the command names ${name}, but the target of this request is ${target}`)
    if (operand.is === 'assignment') fields[operand.field] = valueKinds[operand.value].read(value.join('='))
  }
  if (names.length <= operands.length) return { ok: true, fields }
  const other = names.slice(operands.length).find((name) => name !== target)
  return other === undefined
    ? refuse(
        'invalid_request',
        `${spoken} expects ${operands.length === 1 ? 'one name' : `${operands.length} names`}, got ${names.length}`,
      )
    : refuse('other_target', `the command names ${other}, but the target of this request is ${target}`)
}

const expectedOperand = (operand: Operand, target: TargetName): string =>
  operand.is === 'field' ? `a ${operand.field}` : `the name ${target}`

function refuseVerb(words: readonly string[]): Refusal {
  const never = whyNever(words)
  if (never) return refuse('never_run', `docker ${never.verb} is never run by this gateway: ${never.reason}`)
  return refuse('intent_not_understood', `docker ${words[0]} is no command that this gateway knows`, {
    nearest: nearestTo(words[0] ?? ''),
  })
}

/** The commands one slip of a letter away; where there are none, all. */
function nearestTo(verb: string): string[] {
  const all = kinds.map((kind) => operations[kind].command.words[0])
  const near = all.filter((words) => words.some((word) => oneSlipApart(word, verb)))
  return [...new Set((near.length > 0 ? near : all).map((words) => `docker ${words.join(' ')}`))]
}
