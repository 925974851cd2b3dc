import type { OperationOutcome, RequestId } from '@devops-ai/contract'
import type { Incident } from './incident.ts'
import { decides, escalates, later, looksAgain } from './moves.ts'
import type { Moment, Step } from './step.ts'

/** How long a frozen gateway is left alone before the incident looks again. */
const thawSeconds = 60

/** The gateway answered. What ran or may have run is looked at; what was refused goes to a person, in the gateway's words. */
export function answered(
  incident: Incident,
  { request_id, result }: { readonly request_id: RequestId; readonly result: OperationOutcome },
  moment: Moment,
): Step {
  if (incident.request?.id !== request_id) return { incident, effects: [] }
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
      return escalates(incident, `Approval ${result.approval_id} is waited for until ${result.until}`, wish(incident))
    case 'frozen':
      return decides(incident, {
        type: 'waiting',
        for: 'the thaw',
        until: later(moment.at, thawSeconds),
        reason: result.detail,
      })
    case 'target_missing':
    case 'voided':
      return incident.replans > 0
        ? escalates(incident, `${result.detail}, again`)
        : looksAgain({ ...incident, replans: incident.replans + 1 }, result.detail)
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

const wish = ({ plan }: Incident): string | null => (plan?.action === 'change' ? plan.intent : null)
