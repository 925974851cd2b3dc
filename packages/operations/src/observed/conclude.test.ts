import type { ContainerBaseline } from '@devops-ai/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Operation } from '../operation.ts'
import { aContainer } from '../testing/a-baseline.ts'
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
