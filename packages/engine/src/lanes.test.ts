import { expect, test, vi } from 'vitest'
import { lanes } from './lanes.ts'

const leave = (turn: Awaited<ReturnType<ReturnType<typeof lanes>['enter']>>): void => {
  if (turn.entered) turn[Symbol.dispose]()
}

test('one is inside, the others come in the order in which they came', async () => {
  const { enter } = lanes({ mostWaiting: 5, mostAtAll: 99, deadlineMs: 60_000 })
  const order: string[] = []
  const first = await enter(['a'], 'NORMAL')
  const waiting = ['second', 'third'].map(async (name) => {
    const turn = await enter(['a'], 'NORMAL')
    order.push(name)
    leave(turn)
  })
  expect((await enter(['b'], 'NORMAL')).entered).toBe(true)
  expect(order).toEqual([])
  leave(first)
  await Promise.all(waiting)
  expect(order).toEqual(['second', 'third'])
})

test('leaving twice lets nobody in twice', async () => {
  const { enter } = lanes({ mostWaiting: 5, mostAtAll: 99, deadlineMs: 60_000 })
  const first = await enter(['a'], 'NORMAL')
  const second = enter(['a'], 'NORMAL')
  leave(first)
  leave(first)
  expect((await second).entered).toBe(true)
  let third = 'outside'
  const waiting = enter(['a'], 'NORMAL').then((turn) => {
    third = 'inside'
    leave(turn)
  })
  await Promise.resolve()
  expect(third).toBe('outside')
  leave(await second)
  await waiting
})

test('who waits too long or finds too many waiting is turned away', async () => {
  vi.useFakeTimers()
  const { enter } = lanes({ mostWaiting: 1, mostAtAll: 99, deadlineMs: 1_000 })
  const first = await enter(['a'], 'NORMAL')
  const late = enter(['a'], 'NORMAL')
  expect(await enter(['a'], 'NORMAL')).toEqual({ entered: false, because: 'full', key: 'a' })
  vi.advanceTimersByTime(1_000)
  expect(await late).toEqual({ entered: false, because: 'late', key: 'a' })
  leave(first)
  expect((await enter(['a'], 'NORMAL')).entered).toBe(true)
  vi.useRealTimers()
})

test('the more urgent goes first, of equals the earlier', async () => {
  const { enter } = lanes({ mostWaiting: 9, mostAtAll: 99, deadlineMs: 60_000 })
  const order: string[] = []
  const first = await enter(['a'], 'NORMAL')
  const waiting = (['LOW', 'NORMAL', 'URGENT', 'HIGH', 'URGENT'] as const).map(async (priority, place) => {
    const turn = await enter(['a'], priority)
    order.push(`${priority} ${place}`)
    leave(turn)
  })
  leave(first)
  await Promise.all(waiting)
  expect(order).toEqual(['URGENT 2', 'URGENT 4', 'HIGH 3', 'NORMAL 1', 'LOW 0'])
})

test('who needs several lanes waits for all of them, and two such never wait for each other', async () => {
  const { enter } = lanes({ mostWaiting: 9, mostAtAll: 99, deadlineMs: 60_000 })
  const inside = new Set<string>()
  const work = async (keys: readonly string[]): Promise<void> => {
    const turn = await enter(keys, 'NORMAL')
    for (const key of keys) {
      expect(inside.has(key)).toBe(false)
      inside.add(key)
    }
    await Promise.resolve()
    for (const key of keys) inside.delete(key)
    leave(turn)
  }
  await Promise.all([work(['a', 'b']), work(['b', 'a']), work(['c', 'a']), work(['b']), work(['b', 'c'])])
})

test('however many targets there are, no more than so many are in the lanes, inside and waiting', async () => {
  const { enter } = lanes({ mostWaiting: 1, mostAtAll: 2, deadlineMs: 60_000 })
  const first = await enter(['a', 'b'], 'NORMAL')
  const waiting = enter(['a'], 'NORMAL')
  expect(await enter(['c'], 'URGENT')).toEqual({ entered: false, because: 'crowded' })
  leave(first)
  leave(first)
  const third = await enter(['c'], 'NORMAL')
  expect([third.entered, (await waiting).entered]).toEqual([true, true])
  expect(await enter(['d'], 'NORMAL')).toEqual({ entered: false, because: 'crowded' })
  leave(third)
  expect((await enter(['d'], 'NORMAL')).entered).toBe(true)
})
