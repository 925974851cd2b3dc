import { nanoseconds } from '@devops-ai/operations'
import type { KnownContainer } from '../index/known.ts'
import type { Ending } from '../index/stopped-by.ts'
import type { WatchLaws } from './laws.ts'

/** What one condition looks at. */
export interface Subject {
  readonly container: KnownContainer
  readonly ending: Ending | null
  /** Unexpected ends within the window of the crash loop, oldest first, in ms. */
  readonly ends: readonly number[]
  readonly laws: WatchLaws
  readonly nowMs: number
}

/**
 * `holds`: there is something to tell. `over`: there is not. `unclear`: neither may be said, so a firing alert stays
 * firing and no new one begins. `lookAgainAtMs` is when time alone may change the finding.
 */
export type Finding =
  | {
      readonly state: 'holds'
      readonly startsAtMs: number
      readonly description: string
      readonly lookAgainAtMs: number | null
    }
  | { readonly state: 'over' }
  | { readonly state: 'unclear'; readonly lookAgainAtMs: number | null }

export const over: Finding = { state: 'over' }

export const unclear = (lookAgainAtMs: number | null = null): Finding => ({ state: 'unclear', lookAgainAtMs })

export const holds = (startsAtMs: number, description: string, lookAgainAtMs: number | null = null): Finding => ({
  state: 'holds',
  startsAtMs,
  description,
  lookAgainAtMs,
})

/** Milliseconds of a time of the engine, or null where there was none. */
export function millisecondsOf(time: string): number | null {
  const moment = nanoseconds(time)
  return moment === null ? null : Number(moment / 1_000_000n)
}

/** Was it stopped on purpose? While that is undecided it is not said. */
export const onPurpose = (ending: Ending | null): boolean => ending?.by === 'person' || ending?.by === 'gateway'
