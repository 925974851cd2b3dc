import type { Baseline } from '@devops-ai/contract'
import { baselineOf, changeOf, Operation } from '@devops-ai/operations'
import { expect, test } from 'vitest'
import { idOf, inspectOf } from '../../test/world.ts'
import { judge } from './judge.ts'

const state = (status: string, started = 5, finished = 0): Baseline =>
  baselineOf(inspectOf(idOf('1'), { status, started, finished }))

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
