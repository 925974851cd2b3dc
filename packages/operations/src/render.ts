import type { z } from 'zod'
import { type Flag, marksBehind, type Operand } from './command.ts'
import { valueKinds } from './flag-values.ts'
import type { Operation, OperationKind } from './operation.ts'
import { operations } from './operations.ts'

/**
 * The operation as one docker command line. For a change it does the same when pasted into a shell; for a read it is
 * the nearest command. Law: parsing it gives the operation back, but for `errors_only`, which Docker has no flag for.
 */
export function renderCommand(operation: Operation, name: string): string {
  const { command } = operations[operation.kind]
  const fields = new Map<string, unknown>(Object.entries(operation))
  const marks = marksBehind(command, command.words[0]).flatMap(({ spellings, values }) => [
    spellings[0],
    ...values.slice(0, 1).map((value) => `'${value}'`),
  ])
  const flags = command.flags.flatMap((flag) => written(flag, fields.get(flag.field)))
  const operands = command.operands.map((operand) => operandText(operand, name, fields))
  return ['docker', ...command.words[0], ...marks, ...flags, ...operands].join(' ')
}

function written({ spellings: [spelling], value, many }: Flag, field: unknown): string[] {
  if (many && Array.isArray(field)) return field.flatMap((one) => [spelling, valueKinds[value].write(one)])
  if (field === true) return [spelling]
  if (field === undefined || field === false) return []
  return [spelling, valueKinds[value].write(field)]
}

function operandText(operand: Operand, name: string, fields: ReadonlyMap<string, unknown>): string {
  switch (operand.is) {
    case 'target':
      return name
    case 'field':
      return String(fields.get(operand.field))
    case 'assignment':
      return `${name}=${valueKinds[operand.value].write(fields.get(operand.field))}`
  }
}

/** How an operation of this kind is written, for whoever is to write one: `[ ]` may be left out, `< >` is a value. */
export function commandForm(kind: OperationKind, name: string): string {
  const { command } = operations[kind]
  const { words, flags, operands } = command
  return [
    'docker',
    ...words[0],
    ...marksBehind(command, words[0]).flatMap((mark) => [
      mark.spellings[0],
      ...mark.values.slice(0, 1).map((value) => `'${value}'`),
    ]),
    ...flags.map((flag) => flagForm(kind, flag)),
    ...operands.map((operand) => {
      if (operand.is === 'target') return name
      return operand.is === 'field' ? `<${operand.field}>` : `${name}=<${valueKinds[operand.value].expected}>`
    }),
  ].join(' ')
}

function flagForm(kind: OperationKind, { spellings: [flag], field, value }: Flag): string {
  const form = value === 'switch' ? flag : `${flag} <${valueKinds[value].expected}>`
  return isNeeded(kind, field) ? form : `[${form}]`
}

/** Must the command say this field, since neither the command nor the operation can do without? */
function isNeeded(kind: OperationKind, field: string): boolean {
  const { schema, command } = operations[kind]
  const type = new Map(Object.entries<z.ZodType>(schema.shape)).get(field)
  return type !== undefined && !(field in command.unsaid) && !type.safeParse(undefined).success
}
