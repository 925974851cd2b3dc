import type { Instant } from '@devops-ai/contract'

/** A time of the engine: RFC 3339 with up to nine digits of a second, e.g. `2026-01-01T00:00:00.123456789Z`. */
const shape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/

/** Docker writes the year 1 for a time that never was. */
const never = '0001-01-01T00:00:00'

/** Nanoseconds since 1970, or null for Docker's zero time and for what is not a time. */
export function nanoseconds(time: string): bigint | null {
  const [, seconds, fraction = '', zone = 'Z'] = shape.exec(time) ?? []
  if (seconds === undefined || seconds === never) return null
  const milliseconds = Date.parse(seconds + zone)
  if (Number.isNaN(milliseconds)) return null
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0'))
}

/** Is `a` later than `b`, to the nanosecond? A time that never was is before every other. */
export function isAfter(a: string, b: string): boolean {
  const [left, right] = [nanoseconds(a), nanoseconds(b)]
  return left !== null && (right === null || left > right)
}

/** The same time cut to milliseconds, or null where there was none. */
export function instantOf(time: string): Instant | null {
  const moment = nanoseconds(time)
  return moment === null ? null : new Date(Number(moment / 1_000_000n)).toISOString()
}

const lastMillisecond = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** The instant so many milliseconds after 1970; null for what is none, such as 0. */
export const instantAt = (milliseconds: number): Instant | null =>
  milliseconds > 0 && milliseconds <= lastMillisecond ? new Date(milliseconds).toISOString() : null
