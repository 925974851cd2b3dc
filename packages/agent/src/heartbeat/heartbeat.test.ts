import { manualClock } from '@devops-ai/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heartbeat, type Loop } from './heartbeat.ts'

const patienceMs = 60_000

function beating() {
  const beats: Date[] = []
  const clock = manualClock()
  const after = () => () => {}
  return { clock, beats, heart: heartbeat({ clock: { ...clock, after }, patienceMs, onBeat: (at) => beats.push(at) }) }
}

test('it beats only when every loop has gone round since the last beat', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<Loop>('router', 'runner')), (rounds) => {
      const { heart, beats } = beating()
      for (const loop of rounds) heart.wentRound(loop)
      // Loops that take turns beat at every second round; one that goes round alone adds nothing.
      let expected = 0
      let since = new Set<Loop>()
      for (const loop of rounds) {
        since.add(loop)
        if (since.size < 2) continue
        expected += 1
        since = new Set()
      }
      expect(beats).toHaveLength(expected)
    }),
  )
})

test.for([
  ['the runner', 'router'],
  ['the router', 'runner'],
] as const)('%s that stands still stops it, however often the other goes round', ([, other]) => {
  const { heart, clock } = beating()
  heart.wentRound('router')
  heart.wentRound('runner')
  const last = heart.last()
  for (let times = 0; times < 100; times += 1) heart.wentRound(other)
  clock.advance(patienceMs)
  expect([heart.beats(), heart.last()]).toEqual([true, last])
  clock.advance(1)
  expect([heart.beats(), heart.last()]).toEqual([false, last])
})

test('an agent that never went round is believed for as long as one that did', () => {
  const { heart, clock } = beating()
  expect([heart.beats(), heart.last()]).toEqual([true, null])
  clock.advance(patienceMs + 1)
  expect(heart.beats()).toBe(false)
  for (const loop of ['router', 'runner'] as const) heart.wentRound(loop)
  expect([heart.beats(), heart.last()]).toEqual([true, clock.now()])
})
