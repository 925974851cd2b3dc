import type { ParseArgsConfig } from 'node:util'

/** What a trial found; the figures are printed as the last line of standard output. */
export interface Outcome {
  /** Did every law hold? */
  readonly holds: boolean
  readonly figures: Readonly<Record<string, number | string>>
}

/** One subcommand of `./dev trust`. */
export interface Trial {
  readonly usage: string
  /** Its own arguments, of which all have a value and a default. */
  readonly options: Readonly<Record<string, { readonly type: 'string'; readonly default: string }>> &
    NonNullable<ParseArgsConfig['options']>
  /** Progress and every broken law go to `say`. Throws `Usage` for an argument that is none. */
  readonly run: (values: Readonly<Record<string, unknown>>, say: (text: string) => void) => Promise<Outcome>
}

/** The arguments are wrong: the message says what was expected. */
export class Usage extends Error {}

/** A whole number from `least` to `most` among the arguments. */
export function wholeNumber(
  values: Readonly<Record<string, unknown>>,
  name: string,
  least: number,
  most: number,
): number {
  const text = String(values[name])
  const number = /^[0-9]{1,12}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new Usage(`--${name}: expected a whole number from ${least} to ${most}, got "${text}"`)
}
