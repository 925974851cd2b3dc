import {
  type Approval,
  ApprovalId,
  instant,
  type OperationState,
  problemOf,
  refuse,
  type Reply,
  RequestId,
  SourceId,
} from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { fresh, start } from '../../test/incidents.ts'
import { performAwaitApproval } from './await-approval.ts'

const request_id = RequestId.parse('request-1')
const at = (seconds: number) => new Date(Date.parse(start) + seconds * 1_000)
const until = instant(at(60))
const approval = { request_id, id: 'approval-1', until, granted: false }
const given = { ...approval, granted: true }
const state = (body: OperationState): Reply<OperationState> => ({ kind: 'answer', status: 200, body })
const asked = state({
  state: 'approval_required',
  request_id,
  approval: { id: ApprovalId.parse('approval-1'), expires_at: until },
})
const pending = state({ state: 'pending', request_id, since: start })
const silent: Reply<never> = { kind: 'unreachable', detail: 'no route' }
const forgotten: Reply<never> = {
  kind: 'problem',
  status: 404,
  body: problemOf(refuse('unknown_operation', 'never heard of it')),
  retryAfterSeconds: null,
}

interface Given {
  readonly heard: Reply<OperationState>
  readonly approval?: typeof approval
  readonly tries?: number
  readonly seconds?: number
  readonly listed?: boolean
}

async function wait({ heard, approval: own = approval, tries = 0, seconds = 1, listed = true }: Given) {
  const told = { id: 'approval-1', request_id, decided_by: 'ada', ended_at: instant(at(30)), detail: 'go on' }
  const perform = performAwaitApproval({
    deadlineSeconds: 20,
    gateway: {
      operation: () => Promise.resolve(heard),
      approvals: () =>
        Promise.resolve(listed ? { kind: 'answer', status: 200, body: { approvals: [told as Approval] } } : silent),
    },
  })
  const circumstances = {
    incident: { ...fresh(), approval: own },
    notes: { tries, since: start },
    now: () => at(seconds),
    signal: new AbortController().signal,
  }
  return perform({ do: 'await_approval', request_id }, circumstances)
}

const laterBy = (milliseconds: number, tries: number, seconds = 1) => ({
  later: instant(new Date(at(seconds).getTime() + milliseconds)),
  notes: { tries, since: start },
})
const end = (type: string, more: object = {}) => ({
  type,
  request_id,
  approval_id: 'approval-1',
  by: 'ada',
  ended_at: instant(at(30)),
  detail: 'go on',
  ...more,
})
const answered = (outcome: string) =>
  expect.objectContaining({
    type: 'operation_answered',
    result: expect.objectContaining({ outcome }) as object,
  }) as object

test.for<[string, Given, object]>([
  ['a question that waits is asked about a little later', { heard: asked }, laterBy(250, 1)],
  ['the longer it waits the less often, at most every four seconds', { heard: asked, tries: 30 }, laterBy(4_000, 31)],
  ['at the instant of its expiry it is asked about', { heard: asked, tries: 30, seconds: 58 }, laterBy(2_050, 31, 58)],
  ['past it the gateway has the last word', { heard: asked, tries: 30, seconds: 300 }, laterBy(4_000, 31, 300)],
  ['what runs was given', { heard: pending }, { events: [end('approval_granted')] }],
  ['what was given and runs is asked about again', { heard: pending, approval: given }, laterBy(250, 1)],
  [
    'who cannot be asked by whom leaves it open',
    { heard: pending, listed: false },
    { events: [end('approval_granted', { by: null, ended_at: null, detail: '' })] },
  ],
  [
    'rejected is told by whom, when and why',
    { heard: state({ state: 'rejected', request_id, by: SourceId.parse('ada'), detail: 'not now' }) },
    { events: [end('approval_rejected', { detail: 'not now' })] },
  ],
  [
    'expired is another thing',
    { heard: state({ state: 'expired', request_id, detail: 'late' }) },
    { events: [end('approval_expired', { detail: 'late' })] },
  ],
  [
    'voided is a third',
    { heard: state({ state: 'voided', request_id, detail: 'another image' }) },
    { events: [end('approval_voided', { detail: 'another image' })] },
  ],
  [
    'what the gateway has forgotten cannot be given any more',
    { heard: forgotten },
    { events: [end('approval_expired', { detail: 'the gateway does not know the request any more' })] },
  ],
  [
    'what was given and is forgotten may have run',
    { heard: forgotten, approval: given },
    { events: [answered('unknown')] },
  ],
  ['silence is waited out', { heard: silent, seconds: 70 }, laterBy(250, 1, 70)],
  [
    'long after the expiry silence goes to a person',
    { heard: silent, seconds: 80 },
    { events: [answered('unavailable')] },
  ],
  [
    'what was given may have run in silence',
    { heard: silent, approval: given, seconds: 20 },
    { events: [answered('unknown')] },
  ],
])('%s', async ([, what, performed]) => {
  expect(await wait(what)).toEqual(performed)
})

test('a question of another request is dropped', async () => {
  expect(await wait({ heard: asked, approval: { ...approval, request_id: RequestId.parse('request-9') } })).toEqual({
    events: [],
  })
})
