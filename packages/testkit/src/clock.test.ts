import { expect, test } from 'vitest'
import { manualClock } from './clock.ts'
import { freePort } from './ports.ts'
import { until } from './until.ts'

test('a manual clock stands still until it is moved', () => {
  const { now, advance, set } = manualClock('2026-01-01T00:00:00.000Z')
  expect(now()).toEqual(now())
  advance(1_500)
  expect(now().toISOString()).toBe('2026-01-01T00:00:01.500Z')
  set(new Date('2025-01-01T00:00:00.000Z'))
  expect(now().getUTCFullYear()).toBe(2025)
})

test('until gives the first thing found, and a sentence when there is none', async () => {
  let looks = 0
  expect(await until(() => ++looks > 2 && looks, { what: 'three', deadlineMs: 1_000, everyMs: 1 })).toBe(3)
  await expect(until(() => undefined, { what: 'rain', deadlineMs: 20, everyMs: 5 })).rejects.toThrow(
    'waited 20 ms for rain, in vain',
  )
})

test('free ports are free and differ', async () => {
  expect(await freePort()).not.toBe(await freePort())
})
