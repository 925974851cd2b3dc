import { expect, test } from 'vitest'
import type { OperationKind } from '@devops-ai/operations'
import { anId, engineNano } from '../../test/known-container.ts'
import { engineWentDown, type Sighting, sighted, unheard, unseen } from './sighting.ts'

/** One event per second; at `nowMs` 0 + index. */
function after(actions: readonly string[], own: OperationKind | null = null): Sighting {
  return actions.reduce(
    (before, action, index) =>
      sighted(before, { action, id: anId, attributes: {}, timeNano: engineNano(index) }, { own, nowMs: index }),
    unseen,
  )
}

test.for([
  ['a stop by somebody', ['start', 'kill', 'die', 'stop'], null, 'person'],
  ['a stop that needed force', ['start', 'kill', 'kill', 'die', 'stop'], null, 'person'],
  ['engines that say stop before die', ['start', 'kill', 'stop', 'die'], null, 'person'],
  ['a stop of ours', ['start', 'kill', 'die', 'stop'], 'container.stop', 'gateway'],
  ['a restart of ours that did not start it again', ['start', 'kill', 'die', 'stop'], 'container.restart', 'unknown'],
  ['a process that ended', ['start', 'die'], null, 'itself'],
  [
    'a process that ended in a later run, after a stop in an earlier one',
    ['kill', 'die', 'stop', 'start', 'die'],
    null,
    'itself',
  ],
  ['a stop after a crash in an earlier run', ['start', 'die', 'start', 'kill', 'die', 'stop'], null, 'person'],
] as const)('%s', ([, actions, own, by]) => {
  const { end } = after(actions, own)
  expect(end).toMatchObject({ by, undecidedUntil: null })
})

test('after a kill and a die it is undecided for a while, since a stop may follow', () => {
  expect(after(['start', 'kill', 'die']).end).toMatchObject({ by: 'itself', undecidedUntil: 2002 })
})

test('the time of the end is that of the die, not of the stop', () => {
  expect(after(['start', 'kill', 'die', 'stop']).end?.at).toBe(engineNano(2))
})

test.for([
  ['by a person', ['pause'], null, 'person'],
  ['by us', ['pause'], 'container.pause', 'gateway'],
  ['and resumed', ['pause', 'unpause'], null, null],
] as const)('paused %s', ([, actions, own, by]) => {
  expect(after(actions, own).pausedBy).toBe(by)
})

test('health and memory kills are remembered with their times; a start forgets the health', () => {
  expect(after(['start', 'health_status: unhealthy', 'oom'])).toMatchObject({
    healthSince: engineNano(1),
    oomAt: engineNano(2),
  })
  expect(after(['start', 'health_status: unhealthy', 'oom', 'start'])).toMatchObject({
    healthSince: null,
    oomAt: engineNano(2),
  })
})

test('what says nothing of it leaves it as it was', () => {
  const before = after(['start', 'die'])
  const event = { action: 'rename', id: anId, attributes: {}, timeNano: engineNano(9) }
  expect(sighted(before, event, { own: null, nowMs: 9 })).toBe(before)
})

test.for([
  ['a stop just before', ['start', 'kill', 'die', 'stop'], 1000, 'unknown'],
  ['a stop long before', ['start', 'kill', 'die', 'stop'], 60_000, 'person'],
  ['a stop that was heard of afterwards', ['start', 'kill', 'die', 'stop'], 1, 'person'],
  ['an end just after a signal', ['start', 'kill', 'die'], 10_000, 'unknown'],
  ['an end without a signal', ['start', 'die'], 1000, 'itself'],
] as const)('when the engine went down, %s of it is %s', ([, actions, lostAtMs, by]) => {
  expect(engineWentDown(after(actions), lostAtMs, 0n).end?.by).toBe(by)
})

test('a stop is a person’s when the engine started something after it, however soon it went down', () => {
  const stopped = after(['start', 'kill', 'die', 'stop'])
  expect(engineWentDown(stopped, 1000, engineNano(3)).end?.by).toBe('person')
  expect(engineWentDown(stopped, 1000, engineNano(0)).end?.by).toBe('unknown')
})

test('when the connection breaks while a stop may still follow, nobody knows; afterwards it is decided', () => {
  const signalled = after(['start', 'kill', 'die'])
  expect(unheard(signalled, 1000).end).toMatchObject({ by: 'unknown', undecidedUntil: null })
  expect(unheard(signalled, 10_000)).toBe(signalled)
})

test.for([
  ['the first start of all follows no end', ['create', 'start'], null, []],
  ['a restart by somebody', ['start', 'kill', 'die', 'stop', 'start', 'restart'], null, ['stop']],
  ['a kill by somebody, and a start', ['start', 'kill', 'die', 'start'], null, ['stop']],
  ['a start after an end by itself', ['start', 'die', 'start', 'die', 'start'], null, ['end', 'end']],
  ['a restart of ours', ['start', 'kill', 'die', 'stop', 'start'], 'container.restart', ['gateway']],
] as const)('%s', ([, actions, own, starts]) => {
  expect(after(actions, own).starts.map((start) => start.after)).toEqual(starts)
})

test('an event that the engine tells twice is one start', () => {
  const start = { action: 'start', id: anId, attributes: {}, timeNano: engineNano(9) }
  const ended = after(['start', 'die'])
  const once = sighted(ended, start, { own: null, nowMs: 9 })
  expect(sighted({ ...once, ended: true }, start, { own: null, nowMs: 9 }).starts).toHaveLength(1)
})

test('a change of the configuration by somebody else is remembered, ours is not', () => {
  expect(after(['start', 'update']).configuredAt).toBe(engineNano(1))
  expect(after(['start', 'update'], 'container.update').configuredAt).toBeNull()
})
