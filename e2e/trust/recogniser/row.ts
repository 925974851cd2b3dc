import { gap } from './pieces.ts'
import type { Value } from './values.ts'

/** Captured text by flag or operand, and of a flag that may be repeated all of it. */
export interface Said {
  readonly one: Readonly<Record<string, string | undefined>>
  readonly all: (flag: string) => readonly string[]
}

/** Fields by name. Any that is `wrong` makes the whole line nothing. */
export type Fields = Readonly<Record<string, Value>>

/** One docker command: which words name it, which flags and operands it has, and what they mean. */
export interface Row {
  readonly kind: string
  /** A regular expression of the words between `docker` and flags and operands. */
  readonly words: string
  /** Each a regular expression with one capture. */
  readonly flags?: Readonly<Record<string, string>>
  /** The flags that may be said more than once. */
  readonly repeated?: readonly string[]
  /** Each a regular expression with named captures; all are required, in this order. `name` must be the target. */
  readonly operands?: readonly string[]
  readonly fields?: (said: Said) => Fields
}

/** Words joined by gaps, e.g. of `network (?:ls|list)`. */
export const words = (text: string): string => text.replaceAll(' ', gap)
