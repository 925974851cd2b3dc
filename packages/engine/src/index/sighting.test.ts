import { expect, test } from 'vitest'
import type { OperationKind } from '@devops-ai/operations'
import { anId, engineNano } from '../../test/known-container.ts'
import { engineWentDown, type Sighting, sighted, unseen } from './sighting.ts'

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

test('stops just before the engine went down were its own; earlier ones stay a person’s', () => {
  const stopped = after(['start', 'kill', 'die', 'stop'])
  expect(engineWentDown(stopped, 1000).end?.by).toBe('unknown')
  expect(engineWentDown(stopped, 60_000).end?.by).toBe('person')
  expect(engineWentDown(after(['die']), 1000).end?.by).toBe('itself')
})

test('an end after a signal is nobody’s when the engine goes down before it could say whether it was a stop', () => {
  const signalled = after(['start', 'kill', 'die'])
  expect(engineWentDown(signalled, 1000).end?.by).toBe('unknown')
  expect(engineWentDown(signalled, 10_000).end?.by).toBe('itself')
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
