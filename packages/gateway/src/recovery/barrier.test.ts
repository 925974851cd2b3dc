import { expect, test } from 'vitest'
import { idOf, inspectOf, lookedAt } from '../../test/world.ts'
import { EngineUnreachable } from '@devops-ai/engine'
import { type Barrier, untilAtRest } from './barrier.ts'

/** A barrier whose looks give one entry after the other (the last one for ever), and whose sleeps are noted. */
function barrier(looks: readonly (Awaited<ReturnType<Barrier['look']>> | 'silent')[], over: Partial<Barrier> = {}) {
  const slept: number[] = []
  const time = (): number => slept.reduce((sum, ms) => sum + ms, 0)
  let place = 0
  const it: Barrier = {
    look: async () => {
      const look = looks[Math.min(place++, looks.length - 1)]
      if (look === 'silent' || look === undefined) throw new EngineUnreachable('silent')
      return look
    },
    hasOpenCall: () => false,
    stopSeconds: null,
    until: 100_000,
    now: () => new Date(time()),
    sleep: async (ms) => void slept.push(ms),
    ...over,
  }
  return { it, slept }
}

const running = (started: number, stopTimeout = 1) => lookedAt(inspectOf(idOf('1'), { started, stopTimeout }))

test('two equal looks, the stop time-out and five seconds apart, are rest', async () => {
  const { it, slept } = barrier([running(5, 3)])
  expect(await untilAtRest(it)).toMatchObject({
    rests: true,
    look: { state: { started_at: expect.stringContaining(':05.') } },
  })
  expect(slept).toEqual([8_000])
})

test('the time-out of the call itself goes before that of the container', async () => {
  const { it, slept } = barrier([running(5, 3)], { stopSeconds: 20 })
  await untilAtRest(it)
  expect(slept).toEqual([25_000])
})

test('a container that moves is looked at again', async () => {
  const { it, slept } = barrier([running(5), running(9), running(9)])
  expect(await untilAtRest(it)).toMatchObject({
    rests: true,
    look: { state: { started_at: expect.stringContaining(':09.') } },
  })
  expect(slept).toEqual([6_000, 6_000])
})

test('a silent engine is waited for, and silence between two looks spoils them', async () => {
  const { it, slept } = barrier(['silent', running(5), 'silent', running(5), running(5)])
  expect(await untilAtRest(it)).toMatchObject({ rests: true })
  expect(slept).toEqual([1_000, 6_000, 6_000])
})

test('a call of ours that is still open is waited for', async () => {
  let open = 2
  const { it } = barrier([running(5)], { hasOpenCall: () => (open -= 1) > 0 })
  expect(await untilAtRest(it)).toMatchObject({ rests: true })
  expect(open).toBe(0)
})

test('who never rests is given up in time', async () => {
  expect(await untilAtRest(barrier(['silent']).it)).toEqual({ rests: false })
  expect(await untilAtRest(barrier([running(5)], { hasOpenCall: () => true }).it)).toEqual({ rests: false })
})

test('a container that is gone rests', async () => {
  expect(await untilAtRest(barrier([null]).it)).toEqual({ rests: true, look: null })
})
