import { Cause } from '@devops-ai/contract'
import { z } from 'zod'
import type { Draft } from '../evidence/draft.ts'

/** How an incident of the past went: repaired by a change, healed by itself, left alone, or closed by a person. */
export const PastOutcome = z.enum(['repaired', 'healed', 'no_action', 'closed'])
export type PastOutcome = z.infer<typeof PastOutcome>

/** Incidents of one service that had the same cause, action and outcome. `seconds` is how long each took, on average. */
export const Remembered = z.object({
  cause: z.union([Cause, z.literal('unknown')]),
  /** The operation that was tried last; `none` where nothing was changed. */
  action: z.string(),
  outcome: PastOutcome,
  times: z.int(),
  last_24h: z.int(),
  seconds: z.number(),
})
export type Remembered = z.infer<typeof Remembered>

export const MemoryData = z.object({ service: z.string(), past: z.array(Remembered) })
export type MemoryData = z.infer<typeof MemoryData>

const mostCauses = 3

/** What is remembered of a service, as a fact; null where it never had an incident that has ended. */
export function memoryEvidence({ service, past }: MemoryData): Draft | null {
  if (past.length === 0) return null
  const causes = [...new Set(past.map(({ cause }) => cause))]
    .map((cause) => ({ cause, of: past.filter((one) => one.cause === cause) }))
    .toSorted((one, other) => count(other.of) - count(one.of))
  const told = causes.slice(0, mostCauses).map(({ cause, of }) => causeText(cause, of))
  return {
    source: 'memory',
    about: service,
    sentence: `${service} had ${plural(count(past), 'incident')} before, ${count(past, 'last_24h')} in the last 24 h: ${told.join('; ')}`,
    data: { service, past: past.map((one) => ({ ...one })) },
    truncated: causes.length > mostCauses,
  }
}

/** Similar ones of the last 24 hours: of the same cause where it is known, else of any. */
export const similarIn24h = ({ past }: MemoryData, cause: Cause | null): number =>
  count(
    past.filter((one) => cause === null || one.cause === cause),
    'last_24h',
  )

const count = (past: readonly Remembered[], what: 'times' | 'last_24h' = 'times'): number =>
  past.reduce((sum, one) => sum + one[what], 0)

const plural = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

const outcomeTexts = {
  repaired: (action: string) => `${action} repaired it`,
  healed: () => 'it healed by itself',
  no_action: () => 'nothing was to be done',
  closed: () => 'a person closed it',
} as const satisfies Record<PastOutcome, (action: string) => string>

const causeText = (cause: string, of: readonly Remembered[]): string =>
  `${cause.replaceAll('_', ' ')} ${plural(count(of), 'time')} (${of
    .map(
      ({ action, outcome, times, seconds }) =>
        `${outcomeTexts[outcome](action)} ${plural(times, 'time')}, after ${Math.round(seconds)} s on average`,
    )
    .join('; ')})`
