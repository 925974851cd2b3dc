import { containers } from './recogniser/containers.ts'
import { others } from './recogniser/others.ts'
import { gap } from './recogniser/pieces.ts'
import type { Fields, Row } from './recogniser/row.ts'
import { wrong } from './recogniser/values.ts'

/** An operation as the wire has it. */
export interface Recognised {
  readonly kind: string
  readonly [field: string]: string | number | boolean | readonly string[]
}

interface Compiled {
  readonly row: Row
  readonly line: RegExp
  readonly flags: Readonly<Record<string, RegExp>>
}

/** What is longer is no command of ours. */
const mostCharacters = 2_000

const margin = '[ \\t\\r\\n]*'

/** One regular expression for the whole line, and one for each flag to find what was said in a line that fits. */
function compiled(row: Row): Compiled {
  const forms = Object.entries(row.flags ?? {})
  const anyFlags =
    forms.length === 0 ? '' : `(?:${gap}(?:${forms.map(([, form]) => form.replace(/\((?!\?)/g, '(?:')).join('|')}))*`
  const operands = (row.operands ?? []).map((operand) => gap + operand + anyFlags).join('')
  return {
    row,
    line: new RegExp(`^${margin}docker${gap}(?:${row.words})${anyFlags}${operands}${margin}$`),
    flags: Object.fromEntries(forms.map(([flag, form]) => [flag, new RegExp(`(?<= )${form}(?![^ \\t\\r\\n])`, 'g')])),
  }
}

const grammar = [...containers, ...others].map(compiled)

/** The forms that may begin with a word: a few more than do, which the forms themselves refuse. */
const byFirstWord = new Map<string, Compiled[]>()
for (const form of grammar)
  for (const [word] of form.row.words.matchAll(/[a-z]+/g))
    byFirstWord.set(word, [...(byFirstWord.get(word) ?? []), form])

const beginning = new RegExp(`^${margin}docker${gap}([a-z]+)`)

/** The kinds that are recognised. */
export const recognisable: ReadonlySet<string> = new Set(grammar.map(({ row }) => row.kind))

/** The operation that a docker command line asks of `target`, or null. It shares no code with `parseCommand`. */
export function recognise(text: string, target: string): Recognised | null {
  if (text.length > mostCharacters) return null
  const [, first = ''] = beginning.exec(text) ?? []
  for (const form of byFirstWord.get(first) ?? []) {
    const operation = matched(form, text, target)
    if (operation !== null) return operation
  }
  return null
}

function matched({ row, line, flags }: Compiled, text: string, target: string): Recognised | null {
  const match = line.exec(text)
  if (match === null) return null
  const groups = match.groups ?? {}
  if (row.operands !== undefined && groups['name'] !== target) return null
  const said = new Map(Object.entries(flags).map(([flag, form]) => [flag, valuesIn(text, form)]))
  for (const [flag, values] of said) if (values.length > 1 && !row.repeated?.includes(flag)) return null
  const one = { ...groups, ...Object.fromEntries([...said].map(([flag, values]) => [flag, values[0]])) }
  return operationOf(row, row.fields?.({ one, all: (flag) => said.get(flag) ?? [] }) ?? {})
}

/** What each occurrence of a flag has as its value; a bare switch has an empty one. */
const valuesIn = (text: string, form: RegExp): readonly string[] =>
  [...text.matchAll(form)].map(([, value]) => value ?? '')

function operationOf(row: Row, fields: Fields): Recognised | null {
  const operation: Record<string, string | number | boolean | readonly string[]> = {}
  for (const [field, value] of Object.entries(fields)) {
    if (value === wrong) return null
    if (value !== undefined) operation[field] = value
  }
  return { ...operation, kind: row.kind }
}
