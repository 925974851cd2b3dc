import type { OperationOutcome, RequestId } from '@devops-ai/contract'
import { plansAnew } from './approvals.ts'
import type { Incident } from './incident.ts'
import { decides, escalates, keeps, later, wish } from './moves.ts'
import type { Moment, Step } from './step.ts'

/** How long a frozen gateway is left alone before the incident looks again. */
const thawSeconds = 60

/** The gateway answered. What ran or may have run is looked at; what was refused goes to a person, in the gateway's words. */
export function answered(
  before: Incident,
  { request_id, result }: { readonly request_id: RequestId; readonly result: OperationOutcome },
  moment: Moment,
): Step {
  if (before.request?.id !== request_id || !isAwaited(before, request_id)) return keeps(before)
  const incident = { ...before, approval: null, waiting: null }
  switch (result.outcome) {
    case 'succeeded':
    case 'failed':
    case 'unknown':
      return {
        incident: { ...incident, phase: 'verifying', changes: incident.changes + 1 },
        effects: [{ do: 'verify', request_id, until: later(moment.at, moment.limits.verifySeconds) }],
      }
    case 'denied':
      return escalates(incident, `The gateway's policy refused: ${result.detail}`, wish(incident))
    case 'needs_approval':
      return decides(incident, {
        type: 'approval_awaited',
        request_id,
        approval_id: result.approval_id,
        until: result.until,
      })
    case 'frozen':
      return decides(incident, {
        type: 'waiting',
        for: 'the thaw',
        until: later(moment.at, thawSeconds),
        reason: result.detail,
      })
    case 'target_missing':
    case 'voided':
      return plansAnew(incident, result.detail)
    case 'not_understood':
      return escalates(incident, `The gateway did not understand: ${result.detail}`, wish(incident))
    case 'unavailable':
      return escalates(incident, `The gateway does not answer: ${result.detail}`, wish(incident))
    case 'unexpected':
      return escalates(
        incident,
        `The gateway answered what the contract does not know: ${result.detail}`,
        wish(incident),
      )
  }
}

/** An answer counts while the call is under way, and while a person is asked about it. */
const isAwaited = ({ phase, approval }: Incident, request_id: RequestId): boolean =>
  phase === 'acting' || approval?.request_id === request_id
