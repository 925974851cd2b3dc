import type { Flag } from './definition.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import { durationText } from './project/projection.ts'

/**
 * The operation as one docker command line. For a change it does the same when pasted into a shell; for a read it is
 * the nearest command. Law: parsing it gives the operation back, but for `errors_only`, which Docker has no flag for.
 */
export function renderCommand(operation: Operation, name: string): string {
  const { command } = operations[operation.kind]
  const fields = new Map<string, unknown>(Object.entries(operation))
  const marks = command.marks.flatMap(({ spellings, values }) => [
    spellings[0],
    ...values.slice(0, 1).map((value) => `'${value}'`),
  ])
  const flags = command.flags.flatMap((flag) => written(flag, fields.get(flag.field)))
  return ['docker', ...command.words[0], ...marks, ...flags, ...(command.target === 'one' ? [name] : [])].join(' ')
}

function written({ spellings: [spelling], value }: Flag, field: unknown): string[] {
  if (field === true) return [spelling]
  if (typeof field !== 'number') return []
  return [spelling, value === 'span' ? durationText(field) : String(field)]
}
