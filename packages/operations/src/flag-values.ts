import { mostLines } from './most-lines.ts'
import { durationText } from './project/projection.ts'

/** One way to write a value on a command line. `read` gives undefined for what it is not. */
interface Value {
  readonly expected: string
  read(text: string): unknown
  write(value: unknown): string
}

/** Without leading zeros: docker reads `010` as eight in some flags and as ten in others. */
const digits = (text: string): number | undefined => (/^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : undefined)

/** Docker's own durations in hours, minutes and seconds. A bare number would be a Unix time, so it is none. */
function spanSeconds(text: string): number | undefined {
  const match = /^(?=\d)(?:(\d{1,5})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s)?$/.exec(text)
  if (!match) return undefined
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part: string | undefined) => Number(part ?? 0))
  return hours * 3600 + minutes * 60 + seconds
}

const units = ['b', 'k', 'm', 'g'] as const

/** `512m`, `1g`, `536870912`: bytes in Docker's binary units, whole ones only. */
function sizeBytes(text: string): number | undefined {
  const [, amount, unit = 'b'] = /^(0|[1-9]\d{0,15})([bkmg])?$/i.exec(text) ?? []
  if (amount === undefined) return undefined
  return Number(amount) * 1024 ** units.findIndex((known) => known === unit.toLowerCase())
}

function sizeText(bytes: unknown): string {
  const power = [3, 2, 1].find((candidate) => Number(bytes) % 1024 ** candidate === 0) ?? 0
  return `${Number(bytes) / 1024 ** power}${units[power] ?? 'b'}`
}

const signalNumbers: Readonly<Record<string, string>> = {
  ...{ '1': 'HUP', '2': 'INT', '3': 'QUIT', '6': 'ABRT', '9': 'KILL', '10': 'USR1', '12': 'USR2' },
  ...{ '15': 'TERM', '28': 'WINCH' },
}

export const valueKinds = {
  count: {
    expected: `a number of lines from 1 to ${mostLines}, or all`,
    read: (text) => (text === 'all' ? mostLines : digits(text)),
    write: String,
  },
  seconds: { expected: 'a whole number of seconds', read: digits, write: String },
  number: { expected: 'a whole number', read: digits, write: String },
  /** -1 says that there is no limit. */
  limit: { expected: 'a whole number, or -1', read: (text) => (text === '-1' ? -1 : digits(text)), write: String },
  span: {
    expected: 'a duration such as 10m or 1h30m',
    read: spanSeconds,
    write: (value) => durationText(Number(value)),
  },
  size: { expected: 'a size such as 512m or 2g', read: sizeBytes, write: sizeText },
  decimal: {
    expected: 'a number such as 1.5',
    read: (text) => (/^(?:0|[1-9]\d{0,3})(?:\.\d{1,2})?$/.test(text) ? Number(text) : undefined),
    write: String,
  },
  signal: {
    expected: 'a signal such as TERM, HUP or KILL',
    read: (text) => signalNumbers[text] ?? /^(?:SIG)?([A-Z]{3,6}[12]?)$/.exec(text)?.[1],
    write: String,
  },
  word: { expected: 'one word', read: (text) => (/^[\w.:-]{1,128}$/.test(text) ? text : undefined), write: String },
  switch: { expected: 'no value', read: (text) => (text === 'true' ? true : undefined), write: () => 'true' },
} as const satisfies Record<string, Value>

export type ValueKind = keyof typeof valueKinds
