import { expect, test } from 'vitest'
import { startRounds, type RoundsDeps } from './rounds.ts'

/** A clock on which nothing is due before a test says so. */
function timers() {
  const waiting = new Map<() => void, number>()
  return {
    after(milliseconds: number, callback: () => void) {
      waiting.set(callback, milliseconds)
      return () => void waiting.delete(callback)
    },
    due(milliseconds: number) {
      for (const [callback, after] of waiting) if (after <= milliseconds && waiting.delete(callback)) callback()
    },
  }
}

/** Rounds that a test ends one by one; `begun` counts them. */
function stage(more: Partial<RoundsDeps> = {}) {
  const clock = timers()
  const failures: unknown[] = []
  const ends: PromiseWithResolvers<boolean>[] = []
  const rounds = startRounds({
    clock,
    round: () => {
      const end = Promise.withResolvers<boolean>()
      ends.push(end)
      return end.promise
    },
    failed: (error) => failures.push(error),
    restMs: () => 1_000,
    ...more,
  })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return {
    clock,
    failures,
    rounds,
    begun: () => ends.length,
    async ended(left: boolean) {
      ends.at(-1)?.resolve(left)
      await settled()
    },
    async failed() {
      ends.at(-1)?.reject(new Error('gone'))
      await settled()
    },
    settled,
  }
}

test('the first round is at once, the next one after the rest', async () => {
  const { begun, ended, clock, settled } = stage()
  expect(begun()).toBe(1)
  await ended(false)
  expect(begun()).toBe(1)
  clock.due(1_000)
  await settled()
  expect(begun()).toBe(2)
})

test('what is left is looked for at once', async () => {
  const { begun, ended } = stage()
  await ended(true)
  expect(begun()).toBe(2)
})

test.for([
  ['while a round is under way', true],
  ['while it rests', false],
] as const)('woken %s, another one follows, once', async ([, early]) => {
  const { begun, ended, rounds, settled } = stage()
  if (!early) await ended(false)
  rounds.wake()
  rounds.wake()
  if (early) await ended(false)
  await settled()
  expect(begun()).toBe(2)
  await ended(false)
  expect(begun()).toBe(2)
})

test('after a failure it rests, though it was woken meanwhile; woken after it, it does not', async () => {
  const { begun, failed, failures, rounds, settled } = stage()
  rounds.wake()
  await failed()
  expect([failures.length, begun()]).toEqual([1, 1])
  rounds.wake()
  await settled()
  expect(begun()).toBe(2)
})

test('disposing waits for the round under way, and no other begins', async () => {
  const { begun, ended, rounds, settled } = stage()
  rounds.wake()
  let over = false
  const disposed = rounds[Symbol.asyncDispose]().then(() => (over = true))
  await settled()
  expect(over).toBe(false)
  await ended(true)
  await disposed
  expect(begun()).toBe(1)
})

test('a round that does not end is left behind after its time', async () => {
  const { rounds, clock } = stage({ drainMs: 3_000 })
  const disposed = rounds[Symbol.asyncDispose]()
  clock.due(3_000)
  await disposed
})
