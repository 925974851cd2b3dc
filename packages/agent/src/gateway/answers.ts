import type {
  ExecuteAnswer,
  Instant,
  OperationOutcome,
  OperationState,
  Problem,
  ProblemCode,
  Reply,
} from '@devops-ai/contract'
import { GatewayUnavailableError, UnexpectedResponseError } from './errors.ts'

/** What a reply means for the operation, and what is to be done about it. */
export type Answer =
  | { readonly next: 'done'; readonly outcome: OperationOutcome }
  /** Ask `GET /operations/{id}` until the deadline; then this is the outcome. */
  | { readonly next: 'ask_state'; readonly outcome: OperationOutcome }
  /** Send the same bytes again until the deadline; then this is the outcome. */
  | { readonly next: 'send_again'; readonly afterSeconds: number | null; readonly outcome: OperationOutcome }

type Row = (problem: Problem, afterSeconds: number | null) => Answer

const done = (outcome: OperationOutcome): Answer => ({ next: 'done', outcome })
const notUnderstood: Row = ({ detail }) => done({ outcome: 'not_understood', detail })
const denied: Row = ({ detail, policies = [] }) => done({ outcome: 'denied', detail, policies })
const missing: Row = ({ detail }) => done({ outcome: 'target_missing', detail })
const ours: Row = ({ code, detail }) => done({ outcome: 'unexpected', detail: `our fault: ${code}: ${detail}` })
const unavailable: Row = ({ code, detail }, afterSeconds) => sendAgain(`${code}: ${detail}`, afterSeconds)

/** The question to a person is over, and its state says how. */
const ended: Row = ({ detail, policies = [] }) => ({
  next: 'ask_state',
  outcome: { outcome: 'denied', detail, policies },
})

const sendAgain = (detail: string, afterSeconds: number | null): Answer => ({
  next: 'send_again',
  afterSeconds,
  outcome: { outcome: 'unavailable', detail },
})

/** The table of the contract, a row for each code. A code that lacks its row does not compile. */
const rows = {
  invalid_request: notUnderstood,
  intent_not_understood: notUnderstood,
  ambiguous_target: notUnderstood,
  other_target: notUnderstood,
  several_operations: notUnderstood,
  unexpected_operation: notUnderstood,
  unauthenticated: denied,
  denied,
  never_run: denied,
  not_approver: denied,
  own_request: denied,
  other_source: denied,
  unknown_target: missing,
  unknown_operation: ours,
  unknown_approval: ours,
  unknown_incident: ours,
  incident_ended: ours,
  unknown_window: ours,
  not_found: ours,
  conflict: ours,
  fenced: ({ detail }) => ({ next: 'ask_state', outcome: { outcome: 'unknown', detail } }),
  frozen: ({ detail }) => done({ outcome: 'frozen', detail }),
  voided: ({ detail }) => done({ outcome: 'voided', detail }),
  approval_ended: ended,
  approval_expired: ended,
  body_too_large: ours,
  rate_limited: unavailable,
  internal: unavailable,
  engine_unavailable: unavailable,
  interpreter_unavailable: unavailable,
  overloaded: unavailable,
  database_unavailable: unavailable,
  gateway_unavailable: unavailable,
  journal_unavailable: unavailable,
} satisfies Record<ProblemCode, Row>

const isCode = (code: string): code is ProblemCode => Object.hasOwn(rows, code)

/** Sorts the reply to an operation. The one place where errors become values. */
export function sortReply(reply: Reply<ExecuteAnswer>): Answer {
  try {
    return reply.kind === 'problem' ? sortProblem(reply.body, reply.retryAfterSeconds) : sortAnswer(expectAnswer(reply))
  } catch (error) {
    if (error instanceof GatewayUnavailableError)
      return sendAgain(inDoubt(reply, error.message), error.retryAfterSeconds)
    if (error instanceof UnexpectedResponseError)
      return done({ outcome: 'unexpected', detail: inDoubt(reply, error.message) })
    throw error
  }
}

/** A reply that is no document of the gateway leaves open what became of the request, and that is said. */
const inDoubt = ({ kind }: Reply<ExecuteAnswer>, detail: string): string =>
  kind === 'problem' ? detail : `${detail}; whether it ran is not known`

/** What `GET /operations/{id}` says of an operation. */
export type Heard =
  | { readonly heard: 'outcome'; readonly outcome: OperationOutcome }
  /** A person was asked, and that has ended without a change. `by` is null where nobody decided or nobody says who. */
  | {
      readonly heard: 'rejected' | 'expired' | 'voided'
      readonly by: string | null
      readonly detail: string
    }
  | { readonly heard: 'asked'; readonly approval_id: string; readonly until: Instant }
  | { readonly heard: 'running' }
  /** The gateway has never heard of it, or not within the time that it remembers: it does not run it. */
  | { readonly heard: 'nothing' }
  /** Not known yet, or the gateway cannot be asked. */
  | { readonly heard: 'unknown'; readonly detail: string }

export function sortState(reply: Reply<OperationState>): Heard {
  if (reply.kind === 'problem')
    return reply.body.code === 'unknown_operation'
      ? { heard: 'nothing' }
      : { heard: 'unknown', detail: `${reply.body.code}: ${reply.body.detail}` }
  if (reply.kind !== 'answer') return { heard: 'unknown', detail: reply.detail }
  const state = reply.body
  switch (state.state) {
    case 'done': {
      const { outcome, next } = sortAnswer(state.answer)
      return next === 'done'
        ? { heard: 'outcome', outcome }
        : { heard: 'unknown', detail: 'the gateway does not know whether it ran' }
    }
    case 'approval_required':
      return { heard: 'asked', approval_id: state.approval.id, until: state.approval.expires_at }
    case 'rejected':
      return { heard: 'rejected', by: state.by, detail: state.detail }
    case 'expired':
    case 'voided':
      return { heard: state.state, by: null, detail: state.detail }
    case 'pending':
      return { heard: 'running' }
    case 'unknown':
      return { heard: 'unknown', detail: state.detail }
  }
}

/** The answer in a reply. Throws `GatewayUnavailableError` or `UnexpectedResponseError` for what is none. */
export function expectAnswer<T>(reply: Reply<T>): T {
  switch (reply.kind) {
    case 'answer':
      return reply.body
    case 'unreachable':
      throw new GatewayUnavailableError(reply.detail)
    case 'unexpected':
      throw reply.status >= 500 ? new GatewayUnavailableError(reply.detail) : new UnexpectedResponseError(reply.detail)
    case 'problem':
      throw reply.status >= 500 || reply.status === 429
        ? new GatewayUnavailableError(`${reply.body.code}: ${reply.body.detail}`, reply.retryAfterSeconds)
        : new UnexpectedResponseError(`${reply.status} ${reply.body.code}: ${reply.body.detail}`)
  }
}

/** A code that we do not know is sorted by its status alone. */
function sortProblem(problem: Problem, afterSeconds: number | null): Answer {
  const row: Row = isCode(problem.code) ? rows[problem.code] : problem.status >= 500 ? unavailable : ours
  return row(problem, afterSeconds)
}

const answers = {
  success: (answer) => done({ outcome: 'succeeded', answer }),
  failure: (answer) => done({ outcome: 'failed', answer }),
  unknown: ({ execution_details: { execution_result } }) => ({
    next: 'ask_state',
    outcome: { outcome: 'unknown', detail: execution_result.stderr || 'the gateway does not know whether it ran' },
  }),
  approval_required: ({ approval }) =>
    approval
      ? done({ outcome: 'needs_approval', approval_id: approval.id, until: approval.expires_at })
      : done({ outcome: 'unexpected', detail: 'an approval is required, and the answer names none' }),
  preview: () => done({ outcome: 'unexpected', detail: 'a preview was answered to a request that asked for none' }),
} satisfies Record<ExecuteAnswer['overall_status'], (answer: ExecuteAnswer) => Answer>

const sortAnswer = (answer: ExecuteAnswer): Answer => answers[answer.overall_status](answer)
