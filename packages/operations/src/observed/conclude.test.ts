import type { Baseline, ContainerBaseline } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Operation } from '../operation.ts'
import { kinds, operations } from '../operations.ts'
import { aContainer, aService } from '../testing/a-baseline.ts'
import { conclude } from './conclude.ts'

const moment = (second: number): string =>
  second === 0 ? '0001-01-01T00:00:00Z' : `2026-01-01T00:00:${String(second).padStart(2, '0')}.000000001Z`
const state = (status: ContainerBaseline['status'], started: number, finished = 0) =>
  aContainer({ status, started_at: moment(started), finished_at: moment(finished) })
const operation = (verb: string): Operation => Operation.parse({ kind: `container.${verb}` })
const running = state('running', 5)

test.for([
  ['gone', 'restart', running, null, 'settle', 'failure'],
  ['started after the baseline and running', 'restart', running, state('running', 9, 8), 'settle', 'success'],
  ['stopped after the baseline and not started: half done', 'restart', running, state('exited', 5, 8), 'start', null],
  ['as it was', 'restart', running, running, 'again', null],
  [
    'started after the baseline and ended since: it was restarted, and is not started again',
    'restart',
    running,
    state('exited', 8, 9),
    'settle',
    'failure',
  ],
  ['paused by somebody meanwhile', 'restart', running, state('paused', 5), 'give_up', null],
  ['a stopped one, still stopped', 'restart', state('exited', 5, 6), state('exited', 5, 6), 'again', null],
  ['a start that happened', 'start', state('exited', 5, 6), state('running', 8, 6), 'settle', 'success'],
  ['a start whose process ended at once', 'start', state('exited', 5, 6), state('exited', 8, 9), 'settle', 'failure'],
  ['a stop that happened', 'stop', running, state('exited', 5, 8), 'settle', 'success'],
  ['a stop that did not', 'stop', running, running, 'again', null],
  ['a stop, and somebody started it since', 'stop', running, state('running', 9, 8), 'give_up', null],
  ['a pause that happened', 'pause', running, state('paused', 5), 'settle', 'success'],
  ['a pause that did not', 'pause', running, running, 'again', null],
  ['an unpause that happened', 'unpause', state('paused', 5), running, 'settle', 'success'],
  ['an unpause of what ended since', 'unpause', state('paused', 5), state('exited', 5, 8), 'give_up', null],
] as const)('%s (%s)', ([, verb, before, after, then, status]) => {
  expect(conclude({ operation: operation(verb), before, network: null }, after)).toMatchObject({
    then,
    ...(status && { status }),
  })
})

const inBackend = aContainer({ networks: [{ id: 'n1', name: 'backend', aliases: [] }] })
const ended = aContainer({ status: 'exited', finished_at: moment(8) })

/** Of each other change, what was meant, what it made of the state before, and what it is when it made nothing of it. */
const others: readonly (readonly [
  Readonly<Record<string, unknown>>,
  Baseline,
  Baseline | null,
  'again' | 'give_up',
])[] = [
  [{ kind: 'container.kill', signal: 'KILL' }, aContainer(), ended, 'again'],
  [{ kind: 'container.kill', signal: 'HUP' }, aContainer(), ended, 'give_up'],
  [{ kind: 'container.update', memory_bytes: 2 ** 26 }, aContainer(), aContainer({ memory_bytes: 2 ** 26 }), 'again'],
  [
    { kind: 'container.update', restart_policy: 'always' },
    aContainer(),
    aContainer({ restart_policy: 'always' }),
    'again',
  ],
  [{ kind: 'container.remove' }, ended, null, 'again'],
  [{ kind: 'network.connect', network: 'backend', aliases: [] }, aContainer(), inBackend, 'again'],
  [{ kind: 'network.disconnect', network: 'backend' }, inBackend, aContainer(), 'again'],
  [{ kind: 'service.scale', replicas: 5 }, aService(), aService({ version: 11, replicas: 5 }), 'again'],
  [{ kind: 'service.force-update' }, aService(), aService({ version: 11, force_update: 1 }), 'again'],
  [{ kind: 'service.rollback' }, aService(), aService({ version: 12, update_state: 'rollback_completed' }), 'again'],
]

test.each(others)(
  '%o that happened is settled, and is run only where it surely did not',
  (asked, before, after, not) => {
    const step = { operation: Operation.parse(asked), before, network: 'n1' }
    expect(conclude(step, after)).toMatchObject({ then: 'settle', status: 'success' })
    expect(conclude(step, before).then).toBe(not)
  },
)

test.each(others.filter(([{ kind }]) => kind !== 'container.remove'))(
  '%o of what is gone since is settled as a failure',
  (asked, before) => {
    const step = { operation: Operation.parse(asked), before, network: 'n1' }
    expect(conclude(step, null)).toEqual({ then: 'settle', status: 'failure', sentence: 'the target is gone' })
  },
)

test('every kind of change is concluded here', () => {
  const here = new Set(['restart', 'start', 'stop', 'pause', 'unpause'].map((verb) => `container.${verb}`))
  for (const [{ kind }] of others) here.add(String(kind))
  expect([...here].toSorted()).toEqual(kinds.filter((kind) => operations[kind].access === 'change').toSorted())
})

test('nothing that was started after the baseline is started once more', () => {
  const moments = fc.integer({ min: 1, max: 29 })
  const statuses = fc.constantFrom('created', 'running', 'paused', 'restarting', 'exited', 'dead' as const)
  fc.assert(
    fc.property(
      fc.constantFrom('restart', 'start'),
      statuses,
      statuses,
      moments,
      moments,
      moments,
      (verb, was, is, started, later, finished) => {
        const after = state(is, started + later, finished)
        expect(conclude({ operation: operation(verb), before: state(was, started), network: null }, after).then).toBe(
          'settle',
        )
      },
    ),
  )
})
