import { cut, printable } from './projection.ts'

/** The most rows that one answer holds. */
export const mostRows = 500
const mostCharacters = 500

/** A name, path or message of the engine in data: without what a terminal would act on, and not without end. */
export const shown = (text: string): string => cut(printable(text), mostCharacters)

/** Rows that were counted out: as many as one answer holds, and their text, a line each. */
export interface Rows<T> {
  readonly rows: T[]
  readonly truncated: boolean
  readonly text: string
}

/** `none` is said where there are no rows. */
export function counted<T>(
  all: readonly T[],
  cells: (row: T) => readonly (string | null)[],
  none: string,
  most: number = mostRows,
): Rows<T> {
  const rows = all.slice(0, most)
  const lines = rows.map((row) => cells(row).flatMap(oneLine).join('  '))
  const more = all.length - rows.length
  const text = rows.length === 0 ? none : [...lines, ...(more > 0 ? [`[${more} more]`] : [])].join('\n')
  return { rows, truncated: more > 0, text }
}

/** A line break inside a name must not look like another row. Empty cells are left out. */
const oneLine = (cell: string | null): string[] => (cell ? [cell.replaceAll(/\s+/g, ' ')] : [])

/** The engine of a row is told to people only where there are several. */
export const engineCell =
  (parts: readonly unknown[]) =>
  ({ engine }: { readonly engine: string }): string | null =>
    parts.length > 1 ? engine : null

/** One block of text for each engine, headed by its name where there are several. */
export const blocks = <T extends { readonly engine: string }>(all: readonly T[], text: (one: T) => string): string =>
  all.map((one) => (all.length > 1 ? `engine: ${one.engine}\n${text(one)}` : text(one))).join('\n\n')

/** Lines of facts; those that say nothing are left out. */
export const factLines = (lines: readonly (string | null)[]): string => lines.filter((line) => line !== null).join('\n')

/** For sorting by a text; the order is that of code points, the same everywhere. */
export const by =
  <T>(key: (row: T) => string) =>
  (a: T, b: T): number => {
    const [left, right] = [key(a), key(b)]
    if (left === right) return 0
    return left < right ? -1 : 1
  }
