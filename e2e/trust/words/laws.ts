import { TargetName } from '@devops-ai/contract'
import { interpretOffline, isChange, Operation, parseCommand, renderCommand } from '@devops-ai/operations'
import { isDeepStrictEqual } from 'node:util'
import { recognise, type Recognised } from '../recogniser.ts'
import { whyNotChange } from './changes.ts'
import type { Input } from './inputs.ts'

/** What became of one text. */
export interface Judged {
  /** Did the command parser take it? */
  readonly operation: boolean
  /** Did the offline interpreter make a change of it? */
  readonly change: boolean
  /** Each law that did not hold, in words. */
  readonly broken: readonly string[]
}

/**
 * All laws on one text, as a command and with `asWords` also as plain words. An exception of what is judged is a broken
 * law, not an exception here. A name that no target may have never comes as far as a parser.
 */
export function judged(input: Input, asWords: boolean): Judged {
  const target = TargetName.safeParse(input.target)
  if (!target.success) return { operation: false, change: false, broken: [] }
  try {
    const command = lawsOfCommand({ ...input, target: target.data })
    const words = asWords ? lawsOfWords(input.text, target.data) : { change: false, broken: [] }
    return { ...command, change: words.change, broken: [...command.broken, ...words.broken] }
  } catch (error) {
    return { operation: false, change: false, broken: [`thrown: ${String(error)}`] }
  }
}

function lawsOfCommand({ text, target, meant }: Input & { readonly target: TargetName }): Omit<Judged, 'change'> {
  const broken: string[] = []
  const parsed = parseCommand(text, target)
  const ours = parsed.ok ? parsed.operation : null
  const theirs = recognise(text, target)
  if (!same(ours, theirs)) broken.push(`parsed as ${shown(ours)}, recognised as ${shown(theirs)}`)
  if (!parsed.ok && parsed.detail === '') broken.push('a refusal without a reason')
  if (ours !== null) broken.push(...lawsOfOperation(ours, target))
  if (meant === undefined) return { operation: ours !== null, broken }
  if (!same(ours, meant)) broken.push(`written from ${shown(meant)}, parsed as ${shown(ours)}`)
  return { operation: ours !== null, broken: [...broken, ...lawsOfMeaning(meant, target)] }
}

/** Words become a change only where they name it, and never where a shell would see more than words. */
function lawsOfWords(text: string, target: TargetName): Omit<Judged, 'operation'> {
  const interpreted = interpretOffline(text, target)
  if (!interpreted.ok) return { change: false, broken: [] }
  const { operation } = interpreted
  const change = isChange(operation)
  const why = change ? whyNotChange(text, operation.kind) : null
  return { change, broken: [...lawsOfOperation(operation, target), ...(why === null ? [] : [`words: ${why}`])] }
}

/** An operation is what its schema accepts, and its rendered form is parsed as it again, but for `errors_only`. */
function lawsOfOperation(operation: Operation, target: TargetName): readonly string[] {
  const broken = Operation.safeParse(operation).success ? [] : [`not accepted by its schema: ${shown(operation)}`]
  const line = renderCommand(operation, target)
  const again = parseCommand(line, target)
  const plain = 'errors_only' in operation ? { ...operation, errors_only: false } : operation
  const back = again.ok && same(again.operation, plain) && renderCommand(again.operation, target) === line
  return back ? broken : [...broken, `rendered as ${shown(line)}, parsed again as ${shown(again)}`]
}

/** Any operation of the specification is one of ours, and is rendered as a command that both take for it. */
function lawsOfMeaning(meant: Recognised, target: TargetName): readonly string[] {
  const read = Operation.safeParse(meant)
  if (!read.success) return [`no operation: ${shown(meant)}`]
  const line = renderCommand(read.data, target)
  const parsed = parseCommand(line, target)
  const right = parsed.ok && same(parsed.operation, meant) && same(recognise(line, target), meant)
  return right ? [] : [`${shown(meant)} rendered as ${shown(line)}, parsed as ${shown(parsed)}`]
}

const same = (one: object | null, two: object | null): boolean =>
  one === null || two === null ? one === two : isDeepStrictEqual({ ...one }, { ...two })

const shown = (value: unknown): string => JSON.stringify(value)
