import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOf, isAfter, nanoseconds } from './moment.ts'

test.each([
  ['a longer fraction may be later', '2026-01-01T00:00:00.1000001Z', '2026-01-01T00:00:00.1Z', true],
  ['a longer fraction may be the same', '2026-01-01T00:00:00.100Z', '2026-01-01T00:00:00.1Z', false],
  ['a shorter fraction may be later', '2026-01-01T00:00:00.2Z', '2026-01-01T00:00:00.199999999Z', true],
  ['no fraction is a whole second', '2026-01-01T00:00:01Z', '2026-01-01T00:00:00.999999999Z', true],
  ['zones are counted', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00Z', false],
  ['what never was is before everything', '2026-01-01T00:00:00Z', '0001-01-01T00:00:00Z', true],
  ['what never was is after nothing', '0001-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
  ['what is no time is after nothing', 'soon', '2026-01-01T00:00:00Z', false],
] as const)('%s', (_, a, b, after) => {
  expect(isAfter(a, b)).toBe(after)
})

test('nanoseconds are counted exactly', () => {
  const written = (n: bigint) =>
    `${new Date(Number(n / 1_000_000_000n) * 1000).toISOString().slice(0, 19)}.${String(n % 1_000_000_000n).padStart(9, '0')}Z`
  fc.assert(
    fc.property(fc.bigInt(0n, 4_000_000_000_000_000_000n), (n) => {
      expect(nanoseconds(written(n))).toBe(n)
    }),
  )
})

test('an instant is cut to milliseconds, and no time is none', () => {
  expect(instantOf('2026-01-01T00:00:00.1239Z')).toBe('2026-01-01T00:00:00.123Z')
  expect(instantOf('0001-01-01T00:00:00Z')).toBeNull()
  expect(instantOf('')).toBeNull()
})
