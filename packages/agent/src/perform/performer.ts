import type { IncidentEvent, Instant } from '@devops-ai/contract'
import type { Effect, Incident } from '../incident/incident.ts'
import type { Tx } from '../store/database.ts'

/**
 * What came of performing an effect: it is done, or it is to be tried again later with what was noted so far. What
 * depends on other incidents is decided within the transaction that appends it; `decide` throws what the database throws.
 */
export type Performed =
  | { readonly events: readonly IncidentEvent[] }
  | { readonly decide: (tx: Tx) => Promise<readonly IncidentEvent[]> }
  | { readonly later: Instant; readonly notes: unknown }

/** `log` is stepped at once and never performed. */
export type Doing = Exclude<Effect['do'], 'log'>
export type EffectOf = { readonly [E in Effect as E['do']]: E }

/** What every performer is given. `notes` are its own of earlier tries, null at the first; `signal` asks it to stop. */
export interface Circumstances {
  readonly incident: Incident
  readonly notes: unknown
  readonly now: () => Date
  readonly signal: AbortSignal
}

/**
 * Performs one kind of effect. It may be performed again after a crash and must do no harm then. What can be expected
 * to fail becomes an event; an exception is a bug of ours.
 */
export type Performer<K extends Doing> = (effect: EffectOf[K], circumstances: Circumstances) => Promise<Performed>

/** One performer for each effect. */
export type Performers = { readonly [K in Doing]: Performer<K> }

export function perform<K extends Doing>(
  performers: Performers,
  effect: EffectOf[K] & { readonly do: K },
  circumstances: Circumstances,
): Promise<Performed> {
  const performer: Performer<K> = performers[effect.do]
  return performer(effect, circumstances)
}

export const done: Performed = { events: [] }
export const laterBy = (now: Date, milliseconds: number): Instant =>
  new Date(now.getTime() + milliseconds).toISOString()
/** Twice as long at each try, from `first` up to `most`, in milliseconds. */
export const backOff = (tries: number, first: number, most: number): number =>
  Math.min(most, first * 2 ** Math.min(tries, 30))
