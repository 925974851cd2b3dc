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
  const theirs = known(recognise(text, target))
  if (!same(ours, theirs)) broken.push(`parsed as ${shown(ours)}, recognised as ${shown(theirs)}`)
  if (!parsed.ok && parsed.detail === '') broken.push('a refusal without a reason')
  if (ours !== null) broken.push(...lawsOfOperation(ours, target))
  if (meant === undefined) return { operation: ours !== null, broken }
  if (!same(ours, known(meant))) broken.push(`written from ${shown(meant)}, parsed as ${shown(ours)}`)
  return { operation: ours !== null, broken: [...broken, ...lawsOfMeaning(meant, target)] }
}

/** Words become a change only where they name it, and never where a shell would see more than words. */
function lawsOfWords(text: string, target: TargetName): Omit<Judged, 'operation'> {
  const interpreted = interpretOffline(text, target)
  if (!interpreted.ok) return { change: false, broken: [] }
  const { operation } = interpreted
  const why = isChange(operation) ? whyNotChange(text, operation.kind) : null
  return { change: isChange(operation), broken: [...accepted(operation), ...(why === null ? [] : [`words: ${why}`])] }
}

/** An operation that was parsed is what its schema accepts, and its rendered form is parsed as it again. */
function lawsOfOperation(operation: Operation, target: TargetName): readonly string[] {
  const line = renderCommand(operation, target)
  const again = parseCommand(line, target)
  const back = again.ok && same(again.operation, operation) && renderCommand(again.operation, target) === line
  return back
    ? accepted(operation)
    : [...accepted(operation), `rendered as ${shown(line)}, parsed again as ${shown(again)}`]
}

/** Any operation of the specification is one of ours, and is rendered as a command that both take for it. */
function lawsOfMeaning(meant: Recognised, target: TargetName): readonly string[] {
  if (known(meant) === null) return []
  const read = Operation.safeParse(meant)
  if (!read.success) return [`no operation: ${shown(meant)}`]
  const line = renderCommand(read.data, target)
  const parsed = parseCommand(line, target)
  const right = parsed.ok && same(parsed.operation, meant) && same(recognise(line, target), meant)
  return right ? [] : [`${shown(meant)} rendered as ${shown(line)}, parsed as ${shown(parsed)}`]
}

const accepted = (operation: Operation): readonly string[] =>
  Operation.safeParse(operation).success ? [] : [`not accepted by its schema: ${shown(operation)}`]

const fieldsOf = new Map<string, ReadonlySet<string>>(
  Operation.options.map(({ shape }) => [shape.kind.value, new Set(Object.keys(shape))]),
)

/** The comparison is of the kinds and fields that there are. */
const known = (recognised: Recognised | null): Recognised | null =>
  recognised !== null && Object.keys(recognised).every((field) => fieldsOf.get(recognised.kind)?.has(field))
    ? recognised
    : null

const same = (one: object | null, two: object | null): boolean =>
  one === null || two === null ? one === two : isDeepStrictEqual({ ...one }, { ...two })

const shown = (value: unknown): string => JSON.stringify(value)
