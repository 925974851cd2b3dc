import { Instant } from '@devops-ai/contract'

/** Go's zero time: what senders write for a time that they do not know, and what we take where they write none. */
export const unknownTime: Instant = '0001-01-01T00:00:00.000Z'

/** Numbers above this are milliseconds since 1970, those below are seconds. */
const leastMilliseconds = 100_000_000_000

/** A time as senders write it, in UTC and in milliseconds; null where it is none that has a name. */
export function momentIn(value: unknown): Instant | null {
  const date =
    typeof value === 'number'
      ? new Date(value < leastMilliseconds ? value * 1_000 : value)
      : new Date(typeof value === 'string' ? value : Number.NaN)
  if (Number.isNaN(date.getTime())) return null
  const instant = Instant.safeParse(date.toISOString())
  return instant.success && instant.data !== unknownTime ? instant.data : null
}
