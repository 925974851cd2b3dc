import { printable } from './projection.ts'

/** Labels as they are, but for what a terminal would act on; redacting them is the caller's. */
export const labelsOf = (labels: Readonly<Record<string, string>> | null | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(labels ?? {}).map(([name, value]) => [printable(name), printable(value)]))

export const labelLines = (labels: Readonly<Record<string, string>>): string[] =>
  Object.entries(labels).map(([name, value]) => `label: ${name}=${value}`)
