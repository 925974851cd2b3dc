import type { ContainerBaseline } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { Operation } from '../operation.ts'
import { changeOf } from '../operations.ts'
import { aContainer } from '../testing/a-baseline.ts'
import { judge } from './judge.ts'

const moment = (second: number): string =>
  second === 0 ? '0001-01-01T00:00:00Z' : `2026-01-01T00:00:${String(second).padStart(2, '0')}.000000001Z`
const state = (status: ContainerBaseline['status'], started = 5, finished = 0) =>
  aContainer({ status, started_at: moment(started), finished_at: moment(finished) })

test.for([
  ['done and seen', 'restart', 204, state('running'), state('running', 9), 'success'],
  ['done, but the process ended at once', 'restart', 204, state('running'), state('exited', 9, 10), 'failure'],
  ['said to be done and not seen', 'restart', 204, state('running'), state('running'), 'failure'],
  ['refused, though it happened', 'restart', 500, state('running'), state('running', 9), 'success'],
  ['refused', 'restart', 500, state('running'), state('running'), 'failure'],
  ['it was so already', 'start', 304, state('running'), state('running'), 'success'],
  ['a conflict, the wanted state being there', 'pause', 409, state('paused'), state('paused'), 'success'],
  ['a conflict', 'pause', 409, state('exited'), state('exited'), 'failure'],
  ['gone', 'stop', 204, state('running'), null, 'failure'],
] as const)('%s: %s answered %i', ([, verb, status, before, after, expected]) => {
  const operation = Operation.parse({ kind: `container.${verb}` })
  const change = changeOf(operation) ?? expect.fail()
  const judged = { change, operation, before, network: null }
  expect(judge(judged, { status, message: 'its words' }, after).status).toBe(expected)
})
