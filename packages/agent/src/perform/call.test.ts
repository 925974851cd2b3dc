import {
  ApprovalId,
  type ApprovalList,
  instant,
  problemOf,
  RequestId,
  SourceId,
  type ExecuteAnswer,
  type OperationState,
  type Reply,
  type Refusal,
} from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { fresh, start } from '../../test/incidents.ts'
import { performCall } from './call.ts'

const request_id = RequestId.parse('request-1')
const incident = {
  ...fresh(),
  request: { id: request_id, body: '{"the":"bytes"}', deadline: '2026-01-01T00:01:00.000Z' },
}
const at = (seconds: number) => new Date(Date.parse(start) + seconds * 1_000)
const problem = <T>(code: Refusal['code'], retryAfterSeconds: number | null = null): Reply<T> => {
  const body = problemOf({ ok: false, code, detail: code })
  return { kind: 'problem', status: body.status, body, retryAfterSeconds }
}
const unreachable = { kind: 'unreachable', detail: 'no route' } as const
const doubt = { tries: 3, doubt: { outcome: 'unknown', detail: 'who knows' } }
const pending: Reply<OperationState> = {
  kind: 'answer',
  status: 200,
  body: { state: 'pending', request_id, since: start },
}

const list: Reply<ApprovalList> = { kind: 'unreachable', detail: 'no route' }
const stateOf = (body: OperationState): Reply<OperationState> => ({ kind: 'answer', status: 200, body })

interface Given {
  readonly sent?: Reply<ExecuteAnswer>
  readonly state?: Reply<OperationState>
  readonly notes?: unknown
  readonly seconds?: number
  readonly pausedBy?: string | null
}

async function call({ sent = unreachable, state = pending, notes = null, seconds = 0, pausedBy = null }: Given) {
  const asked: string[] = []
  const perform = performCall({
    asking: { send: (_incident, body) => (asked.push(body), Promise.resolve(sent)) },
    gateway: { operation: (id) => (asked.push(id), Promise.resolve(state)), approvals: () => Promise.resolve(list) },
    paused: () => Promise.resolve(pausedBy),
  })
  const circumstances = { incident, notes, now: () => at(seconds), signal: new AbortController().signal }
  return { asked, performed: await perform({ do: 'call', request_id }, circumstances) }
}

const later = (milliseconds: number, notes: object, seconds = 0) => ({
  later: instant(new Date(at(seconds).getTime() + milliseconds)),
  notes,
})
const answered = (result: object) => ({ events: [{ type: 'operation_answered', request_id, result }] })

test.for<[string, Given, object, string]>([
  [
    'silence is answered by the same bytes a little later',
    {},
    later(250, { tries: 1, doubt: null }),
    incident.request.body,
  ],
  [
    'longer silence is met with longer patience',
    { notes: { tries: 3, doubt: null } },
    later(2_000, { tries: 4, doubt: null }),
    incident.request.body,
  ],
  [
    'a gateway that says when is asked then',
    { sent: problem('rate_limited', 7) },
    later(7_000, { tries: 1, doubt: null }),
    incident.request.body,
  ],
  [
    'nobody waits beyond the deadline',
    { sent: problem('overloaded', 600) },
    later(60_000, { tries: 1, doubt: null }),
    incident.request.body,
  ],
  [
    'at the deadline silence is unavailability',
    { seconds: 60 },
    answered({ outcome: 'unavailable', detail: 'no route; whether it ran is not known' }),
    incident.request.body,
  ],
  [
    'a refusal is final',
    { sent: problem('denied') },
    answered({ outcome: 'denied', detail: 'denied', policies: [] }),
    incident.request.body,
  ],
  [
    'a fenced target is asked about',
    { sent: problem('fenced') },
    later(100, { tries: 1, doubt: { outcome: 'unknown', detail: 'fenced' } }),
    incident.request.body,
  ],
  ['what is pending is asked about again', { notes: doubt }, later(800, { ...doubt, tries: 4 }), request_id],
  [
    'what the gateway never heard of is sent',
    { notes: doubt, state: problem('unknown_operation') },
    later(800, { tries: 4, doubt: null }),
    request_id,
  ],
  [
    'an answer that was lost and was a question is one',
    {
      notes: doubt,
      state: stateOf({
        state: 'approval_required',
        request_id,
        approval: { id: ApprovalId.parse('approval-1'), expires_at: start },
      }),
    },
    answered({ outcome: 'needs_approval', approval_id: 'approval-1', until: start }),
    request_id,
  ],
  [
    'a question that a person has answered meanwhile has that end',
    {
      notes: doubt,
      state: stateOf({ state: 'rejected', request_id, by: SourceId.parse('ada'), detail: 'no' }),
    },
    {
      events: [{ type: 'approval_rejected', request_id, approval_id: null, by: 'ada', ended_at: null, detail: 'no' }],
    },
    request_id,
  ],
  [
    'what a pause came before is taken back when the gateway has never heard of it',
    { pausedBy: 'ada', state: problem('unknown_operation') },
    answered({ outcome: 'frozen', detail: 'ada paused all changes before it was asked for' }),
    request_id,
  ],
  [
    'what may run already is asked about, pause or not',
    { pausedBy: 'ada' },
    later(100, { tries: 1, doubt: null }),
    request_id,
  ],
  ['at the deadline doubt is the answer', { notes: doubt, seconds: 60 }, answered(doubt.doubt), request_id],
])('%s', async ([, given, performed, asked]) => {
  expect(await call(given)).toEqual({ performed, asked: [asked] })
})

test('an effect of another request is dropped', async () => {
  const other = performCall({
    asking: { send: () => Promise.reject(new Error('sent')) },
    gateway: {
      operation: () => Promise.reject(new Error('asked')),
      approvals: () => Promise.reject(new Error('asked')),
    },
    paused: () => Promise.reject(new Error('asked')),
  })
  const circumstances = { incident, notes: null, now: () => at(0), signal: new AbortController().signal }
  expect(await other({ do: 'call', request_id: RequestId.parse('request-9') }, circumstances)).toEqual({ events: [] })
})
