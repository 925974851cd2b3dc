import { type Approval, type Refusal, refuse } from '@devops-ai/contract'
import type { RecordedApproval } from './port.ts'

/** How a question to a person stands. One that nobody ended in time is expired, whether or not that is on record yet. */
export function approvalStateOf({ asked, ended }: RecordedApproval, now: Date): Approval['state'] {
  if (ended) return ended.verdict
  return Date.parse(asked.expires_at) <= now.getTime() ? 'expired' : 'waiting'
}

export const isWaiting =
  (now: Date) =>
  (recorded: RecordedApproval): boolean =>
    approvalStateOf(recorded, now) === 'waiting'

/** Given, and nothing of it has begun. */
export const isToRun = ({ ended, begun }: RecordedApproval): boolean => ended?.verdict === 'approved' && !begun

export const approvalOf = (recorded: RecordedApproval, now: Date): Approval => {
  const { asked, at, ended } = recorded
  return {
    id: asked.approval_id,
    request_id: asked.request_id,
    state: approvalStateOf(recorded, now),
    asked_by: asked.source_id,
    intent: asked.intent,
    context: asked.context,
    sentence: asked.sentence,
    command: asked.command,
    operation: asked.operation,
    targets: asked.steps.map(({ target }) => target),
    effects: asked.effects,
    undo: asked.undo,
    decision: asked.decision,
    priority: asked.priority,
    asked_at: at,
    expires_at: asked.expires_at,
    decided_by: ended?.by ?? null,
    ended_at: ended?.at ?? null,
    detail: ended?.detail ?? '',
  }
}

/** Why a question that has ended takes no verdict any more, each end in its own words; null while it waits. */
export function whyEnded(recorded: RecordedApproval, now: Date): Refusal | null {
  const { asked, ended } = recorded
  const what = `the approval ${asked.approval_id}`
  const why = ended?.detail ? `: ${ended.detail}` : ''
  switch (approvalStateOf(recorded, now)) {
    case 'waiting':
      return null
    case 'approved':
      return refuse(
        'approval_ended',
        `${what} was given by ${ended?.by} already, each is used once; GET /operations/${asked.request_id} tells what became of it`,
      )
    case 'rejected':
      return refuse('approval_ended', `${what} was rejected by ${ended?.by}${why}`)
    case 'expired':
      return refuse(
        'approval_expired',
        `${what} expired at ${asked.expires_at}, and nobody had decided; ask for the operation again with a new request id`,
      )
    case 'voided':
      return refuse('voided', `${what} is void${why}`)
  }
}
