import { z } from 'zod'

export const json = ['--format', '{{json .}}']
export const whole = ['--no-trunc', ...json]

/** The value at a path such as `State.Status`. */
export const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
      value,
    )

/** Facts of a value in an order of their own, as text: instants to the millisecond, names without a slash, lower case. */
export const facts =
  (...paths: readonly string[]) =>
  (value: unknown): readonly string[] =>
    paths.map((path) => plain(at(value, path)))

function plain(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return /^\d{4}-\d\d-\d\dT/.test(text) ? new Date(text).toISOString() : text.replace(/^\//, '').toLowerCase()
}

export const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')
export const rowsOf = (stdout: string): unknown[] => lines(stdout).map((line): unknown => JSON.parse(line))
export const listAt = (data: unknown, path: string): readonly unknown[] => z.array(z.unknown()).parse(at(data, path))
export const wordsOf = (row: unknown): readonly string[] => z.array(z.string()).parse(row)
export const sorted = <T>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

/** How one look is compared: what is said of it by the gateway, and by docker with these flags. */
export interface Look {
  readonly words: string
  readonly name: string
  readonly flags: readonly string[]
  ours(data: unknown, text: string): unknown
  theirs(stdout: string): unknown
}

/** A list whose rows have the same facts under other names. */
export const list = (
  words: string,
  name: string,
  key: string,
  { our, their, flags = whole }: { our: readonly string[]; their: readonly string[]; flags?: readonly string[] },
): Look => ({
  words,
  name,
  flags,
  ours: (data) => sorted(listAt(data, key).map(facts(...our))),
  theirs: (stdout) => sorted(rowsOf(stdout).map(facts(...their))),
})

/** One thing, whose facts have other names in Docker's JSON. */
export const one = (
  words: string,
  name: string,
  flags: readonly string[],
  names: Readonly<Record<string, string>>,
): Look => ({
  words,
  name,
  flags,
  ours: facts(...Object.keys(names)),
  theirs: (stdout) => facts(...Object.values(names))(JSON.parse(stdout)),
})

/** Text that is the same, but for the order of its lines. */
export const text = (words: string, name: string): Look => ({
  words,
  name,
  flags: [],
  ours: (_, shown) => lines(shown).toSorted(),
  theirs: (stdout) => lines(stdout).toSorted(),
})
