import type { ValueKind } from './flag-values.ts'

/** A flag of the docker command that this operation understands; any other flag is a refusal. */
export interface Flag {
  /** Every spelling; the first is the one that `renderCommand` writes. */
  readonly spellings: readonly [string, ...string[]]
  readonly field: string
  readonly value: ValueKind
  /** May it be repeated, its values being the field's list? */
  readonly many?: true
}

/** A flag that belongs to the command and says nothing about the operation, such as `--no-stream`. */
export interface Mark {
  readonly spellings: readonly [string, ...string[]]
  /** Accepted values, the first being the one that is written; empty for a switch. */
  readonly values: readonly string[]
  /** `chooses`: only with this flag is the command this operation. `allowed`: it may be left out. */
  readonly role: 'chooses' | 'allowed'
  /** The spelling of the command that it belongs to, which is never the one that is written; without it, all. */
  readonly behind?: readonly string[]
}

/** A word of the command that is no flag: the target's name, a field's value, or `NAME=value` with both. */
export type Operand =
  | { readonly is: 'target' }
  | { readonly is: 'field'; readonly field: string }
  | { readonly is: 'assignment'; readonly field: string; readonly value: ValueKind }

/** How the operation is written as a docker command. */
export interface Command {
  /** The words after `docker`, all accepted spellings; the first is the one that is written. */
  readonly words: readonly [readonly string[], ...(readonly (readonly string[])[])]
  readonly operands: readonly Operand[]
  readonly flags: readonly Flag[]
  readonly marks: readonly Mark[]
  /** Fields stated by the command itself where a flag is left out. */
  readonly unsaid: Readonly<Record<string, unknown>>
}

/** The marks that belong to this spelling of the command. */
export const marksBehind = ({ marks }: Command, spelling: readonly string[]): readonly Mark[] =>
  marks.filter(({ behind }) => behind === undefined || behind.join(' ') === spelling.join(' '))

export const onTarget: readonly Operand[] = [{ is: 'target' }]
export const onNothing: readonly Operand[] = []
