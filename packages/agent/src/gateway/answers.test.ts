import {
  ApprovalId,
  type ExecuteAnswer,
  type OperationState,
  problemOf,
  type ProblemCode,
  problemStatus,
  refuse,
  type Reply,
  RequestId,
  SourceId,
} from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { at } from '../evidence/testing/samples.ts'
import { sortReply, sortState } from './answers.ts'
import { GatewayUnavailableError, UnexpectedResponseError } from './errors.ts'
import { operationResult } from './result.ts'

const problem = (code: ProblemCode, retryAfterSeconds: number | null = null): Reply<never> => ({
  kind: 'problem',
  status: problemStatus[code],
  body: problemOf(refuse(code, 'the detail', { policies: ['observe'] })),
  retryAfterSeconds,
})

const body = (overall_status: ExecuteAnswer['overall_status'], more: Partial<ExecuteAnswer> = {}): ExecuteAnswer => ({
  request_id: RequestId.parse('request-1'),
  timestamp_processed_utc: at(1),
  overall_status,
  execution_details: {
    command: 'docker restart api',
    operation: { kind: 'container.restart' },
    sentence: 'Restart the container api.',
    targets: [],
    execution_result: {
      status: 'SUCCESS',
      exit_code: 0,
      stdout: 'restarted',
      stderr: '',
      data: null,
      truncated: false,
    },
    effects: null,
    undo: null,
  },
  decision: { verdict: 'allow', policies: ['auto'] },
  execution_time_ms: 1,
  journal: null,
  ...more,
})
const answered = (answer: ExecuteAnswer): Reply<ExecuteAnswer> => ({ kind: 'answer', status: 200, body: answer })

test.for<readonly [string, Reply<ExecuteAnswer>, string, string]>([
  ['success is done', answered(body('success')), 'done', 'succeeded'],
  ['failure is a result', answered(body('failure')), 'done', 'failed'],
  ['unknown is asked for by its id', answered(body('unknown')), 'ask_state', 'unknown'],
  [
    'an approval is waited for',
    answered(body('approval_required', { approval: { id: ApprovalId.parse('approval-1'), expires_at: at(9) } })),
    'done',
    'needs_approval',
  ],
  ['an approval without an id is not of the contract', answered(body('approval_required')), 'done', 'unexpected'],
  ['a preview that nobody asked for is not of the contract', answered(body('preview')), 'done', 'unexpected'],
  ['400 is not understood', problem('invalid_request'), 'done', 'not_understood'],
  ['an ambiguous name is not understood', problem('ambiguous_target'), 'done', 'not_understood'],
  ['401 is denied', problem('unauthenticated'), 'done', 'denied'],
  ['403 is denied', problem('denied'), 'done', 'denied'],
  ['an approval that has ended is asked for how', problem('approval_ended'), 'ask_state', 'denied'],
  ['an approval that has expired is asked for how', problem('approval_expired'), 'ask_state', 'denied'],
  ['404 is a missing target', problem('unknown_target'), 'done', 'target_missing'],
  ['a conflict is our fault', problem('conflict'), 'done', 'unexpected'],
  ['a body too large is our fault', problem('body_too_large'), 'done', 'unexpected'],
  ['fenced is asked for by its id', problem('fenced'), 'ask_state', 'unknown'],
  ['frozen waits for the thaw', problem('frozen'), 'done', 'frozen'],
  ['voided plans anew', problem('voided'), 'done', 'voided'],
  ['429 sends the same again', problem('rate_limited', 7), 'send_again', 'unavailable'],
  ['500 sends the same again', problem('internal'), 'send_again', 'unavailable'],
  ['503 sends the same again', problem('overloaded'), 'send_again', 'unavailable'],
  ['no connection sends the same again', { kind: 'unreachable', detail: 'refused' }, 'send_again', 'unavailable'],
  [
    'a proxy that answers 502 sends the same again',
    { kind: 'unexpected', status: 502, detail: 'html' },
    'send_again',
    'unavailable',
  ],
  ['anything else is not of the contract', { kind: 'unexpected', status: 200, detail: 'html' }, 'done', 'unexpected'],
])('%s', ([, reply, next, outcome]) => {
  const answer = sortReply(reply)
  expect([answer.next, answer.outcome.outcome]).toEqual([next, outcome])
})

test('the gateway says when to come back', () => {
  expect(sortReply(problem('rate_limited', 7))).toMatchObject({ afterSeconds: 7 })
})

test('a refusal names its policies', () => {
  expect(sortReply(problem('denied')).outcome).toEqual({
    outcome: 'denied',
    detail: 'the detail',
    policies: ['observe'],
  })
})

test('a code of a later gateway is sorted by its status', () => {
  const later = (status: number): Reply<ExecuteAnswer> => ({
    kind: 'problem',
    status,
    body: { type: 't', title: 't', status, code: 'later', detail: 'd' },
    retryAfterSeconds: null,
  })
  expect([503, 418].map((status) => sortReply(later(status)).next)).toEqual(['send_again', 'done'])
})

const id = RequestId.parse('request-1')
const state = (body: OperationState): Reply<OperationState> => ({ kind: 'answer', status: 200, body })
const approval = { id: ApprovalId.parse('approval-1'), expires_at: at(9) }

test.for<readonly [string, Reply<OperationState>, object]>([
  ['done is its outcome', state({ state: 'done', request_id: id, answer: body('failure') }), { heard: 'outcome' }],
  ['pending runs', state({ state: 'pending', request_id: id, since: at(0) }), { heard: 'running' }],
  [
    'unknown claims nothing',
    state({ state: 'unknown', request_id: id, detail: 'silent', answer: null }),
    { heard: 'unknown', detail: 'silent' },
  ],
  [
    'done and not known claims nothing',
    state({ state: 'done', request_id: id, answer: body('unknown') }),
    { heard: 'unknown' },
  ],
  [
    'a question waits',
    state({ state: 'approval_required', request_id: id, approval }),
    { heard: 'asked', approval_id: 'approval-1', until: at(9) },
  ],
  [
    'rejected says by whom and why',
    state({ state: 'rejected', request_id: id, by: SourceId.parse('ada'), detail: 'no' }),
    { heard: 'rejected', by: 'ada', detail: 'no' },
  ],
  [
    'expired is not rejected',
    state({ state: 'expired', request_id: id, detail: 'late' }),
    { heard: 'expired', by: null, detail: 'late' },
  ],
  [
    'voided is neither',
    state({ state: 'voided', request_id: id, detail: 'moved' }),
    { heard: 'voided', detail: 'moved' },
  ],
  ['what it never heard of does not run', problem('unknown_operation'), { heard: 'nothing' }],
  ['a gateway in trouble claims nothing', problem('overloaded'), { heard: 'unknown' }],
  ['silence claims nothing', { kind: 'unreachable', detail: 'refused' }, { heard: 'unknown', detail: 'refused' }],
])('%s', ([, reply, heard]) => {
  expect(sortState(reply)).toMatchObject(heard)
})

test('a result has command, output and time; a failure and a 400 are results', () => {
  const failed = body('failure')
  failed.execution_details.execution_result.stderr = 'no such process'
  expect(
    [answered(body('success')), answered(failed), problem('other_target')].map((reply) =>
      operationResult(reply, at(5)),
    ),
  ).toEqual([
    { success: true, command: 'docker restart api', output: 'restarted', timestamp: at(1) },
    { success: false, error: 'no such process', command: 'docker restart api', output: 'restarted', timestamp: at(1) },
    { success: false, error: 'Invalid request: the detail', command: '', output: '', timestamp: at(5) },
  ])
})

test('what is no result is thrown by name', () => {
  expect(() => operationResult(problem('overloaded'), at(5))).toThrow(GatewayUnavailableError)
  expect(() => operationResult({ kind: 'unreachable', detail: 'refused' }, at(5))).toThrow(GatewayUnavailableError)
  expect(() => operationResult(problem('conflict'), at(5))).toThrow(UnexpectedResponseError)
})
