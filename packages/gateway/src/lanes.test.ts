import { expect, test, vi } from 'vitest'
import { lanes } from './lanes.ts'

const leave = (turn: Awaited<ReturnType<ReturnType<typeof lanes>['enter']>>): void => {
  if (turn.entered) turn[Symbol.dispose]()
}

test('one is inside, the others come in the order in which they came', async () => {
  const { enter } = lanes({ mostWaiting: 5, deadlineMs: 60_000 })
  const order: string[] = []
  const first = await enter('a')
  const waiting = ['second', 'third'].map(async (name) => {
    const turn = await enter('a')
    order.push(name)
    leave(turn)
  })
  expect((await enter('b')).entered).toBe(true)
  expect(order).toEqual([])
  leave(first)
  await Promise.all(waiting)
  expect(order).toEqual(['second', 'third'])
})

test('leaving twice lets nobody in twice', async () => {
  const { enter } = lanes({ mostWaiting: 5, deadlineMs: 60_000 })
  const first = await enter('a')
  const second = enter('a')
  leave(first)
  leave(first)
  expect((await second).entered).toBe(true)
  let third = 'outside'
  const waiting = enter('a').then((turn) => {
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
  const { enter } = lanes({ mostWaiting: 1, deadlineMs: 1_000 })
  const first = await enter('a')
  const late = enter('a')
  expect(await enter('a')).toEqual({ entered: false, because: 'full' })
  vi.advanceTimersByTime(1_000)
  expect(await late).toEqual({ entered: false, because: 'late' })
  leave(first)
  expect((await enter('a')).entered).toBe(true)
  vi.useRealTimers()
})
