import { instant, problemOf, RequestId, SourceId, type OperationState, type Reply } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { fresh, ran, start } from '../../test/incidents.ts'
import { afterTheEnd } from './after-the-end.ts'

const request_id = RequestId.parse('request-1')
const at = (seconds: number) => new Date(Date.parse(start) + seconds * 1_000)
const unknown = { outcome: 'unknown', detail: 'no route' }
const silent: Reply<OperationState> = { kind: 'unreachable', detail: 'no route' }
const stateOf = (body: OperationState): Reply<OperationState> => ({ kind: 'answer', status: 200, body })
const unheard = (() => {
  const body = problemOf({ ok: false, code: 'unknown_operation', detail: 'never heard of it' })
  return { kind: 'problem', status: body.status, body, retryAfterSeconds: null } as const
})()
const succeeded = ran(null)
const answer = 'answer' in succeeded ? succeeded.answer : null
const done = (): Reply<OperationState> => {
  if (!answer) throw new Error('expected an answer')
  return stateOf({ state: 'done', request_id, answer })
}
const approval = { request_id, id: 'a1', until: start, granted: false }

test.for<readonly [sentence: string, state: Reply<OperationState>, seconds: number, expected: object]>([
  [
    'what ran is written down',
    done(),
    0,
    { events: [{ type: 'operation_answered', result: { outcome: 'succeeded' } }] },
  ],
  [
    'what the gateway never heard of did not run',
    unheard,
    0,
    { events: [{ type: 'operation_answered', result: { outcome: 'voided' } }] },
  ],
  [
    'what is running is asked about again',
    stateOf({ state: 'pending', request_id, since: start }),
    900,
    { later: instant(at(901)), notes: { tries: 3, since: instant(at(900)) } },
  ],
  [
    'a gateway that is silent is asked again',
    silent,
    19,
    { later: instant(at(20)), notes: { tries: 3, since: start } },
  ],
  [
    'for as long as a request may take, then nobody knows',
    silent,
    20,
    { events: [{ type: 'operation_answered', result: unknown }] },
  ],
  [
    'a person who says no afterwards is written down, too',
    stateOf({ state: 'rejected', request_id, by: SourceId.parse('ada'), detail: 'no' }),
    0,
    { events: [{ type: 'approval_rejected', by: 'ada', detail: 'no', approval_id: 'a1' }] },
  ],
])('after the end: %s', async ([, state, seconds, expected]) => {
  const gateway = {
    operation: () => Promise.resolve(state),
    approvals: () => Promise.resolve({ kind: 'unreachable', detail: 'no route' } as const),
  }
  const performed = await afterTheEnd({ gateway, deadlineSeconds: 20 }, request_id, {
    incident: { ...fresh(), phase: 'closed', endedAt: start, approval },
    notes: { tries: 2, since: start },
    now: () => at(seconds),
    signal: new AbortController().signal,
  })
  expect(performed).toMatchObject(expected)
})
