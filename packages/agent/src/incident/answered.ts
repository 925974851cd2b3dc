import type { OperationOutcome, RequestId } from '@devops-ai/contract'
import { plansAnew } from './approvals.ts'
import type { Change, Incident } from './incident.ts'
import { decides, escalates, keeps, later, wish } from './moves.ts'
import type { Moment, Step } from './step.ts'
import { undoFailed } from './undone.ts'

/** How long a frozen gateway is left alone before the incident looks again, at first and at most. */
const thawSeconds = { first: 60, most: 900 }

/** The gateway answered. What ran or may have run is looked at; what was refused goes to a person, in the gateway's words. */
export function answered(
  before: Incident,
  { request_id, result }: { readonly request_id: RequestId; readonly result: OperationOutcome },
  moment: Moment,
): Step {
  if (before.request?.id !== request_id || !isAwaited(before, request_id)) return keeps(before)
  const incident = { ...before, approval: null, waiting: null, freezes: 0 }
  switch (result.outcome) {
    case 'succeeded':
    case 'failed':
    case 'unknown':
      return looksWhetherItHelped(incident, request_id, result, moment)
    case 'needs_approval':
      return decides(incident, {
        type: 'approval_awaited',
        request_id,
        approval_id: result.approval_id,
        until: result.until,
      })
    default:
      return incident.undoing
        ? undoFailed(incident, `It could not be taken back: ${result.detail}`)
        : didNotRun(incident, before.freezes, result, moment)
  }
}

type Ran = Extract<OperationOutcome, { outcome: 'succeeded' | 'failed' | 'unknown' }>
type Refused = Exclude<OperationOutcome, Ran | { outcome: 'needs_approval' }>

function looksWhetherItHelped(incident: Incident, request_id: RequestId, result: Ran, { at, limits }: Moment): Step {
  const until = later(at, limits.verifySeconds)
  return {
    incident: {
      ...incident,
      phase: 'verifying',
      changes: incident.changes + 1,
      change: incident.undoing ? incident.change : changeOf(result),
    },
    effects: [{ do: incident.undoing ? 'verify_undo' : 'verify', request_id, until }],
  }
}

function changeOf(result: Ran): Change {
  const undo = 'answer' in result ? result.answer.execution_details.undo : null
  return {
    outcome: result.outcome,
    undo: undo && { kind: undo.operation.kind, sentence: undo.sentence, command: undo.command },
  }
}

/** Nothing ran. */
function didNotRun(incident: Incident, freezes: number, result: Refused, { at }: Moment): Step {
  switch (result.outcome) {
    case 'denied':
      return escalates(incident, `The gateway refused${byPolicies(result.policies)}: ${result.detail}`, wish(incident))
    case 'frozen':
      return decides(
        { ...incident, freezes: freezes + 1 },
        {
          type: 'waiting',
          for: 'the thaw',
          until: later(at, Math.min(thawSeconds.most, thawSeconds.first * 2 ** freezes)),
          reason: result.detail,
        },
      )
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

/** A refusal names the policies that made it; one without any was no policy's. */
const byPolicies = (policies: readonly string[]): string =>
  policies.length === 0 ? '' : ` by policy ${policies.join(', ')}`

/** An answer counts while the call is under way, and while a person is asked about it. */
const isAwaited = ({ phase, approval }: Incident, request_id: RequestId): boolean =>
  phase === 'acting' || approval?.request_id === request_id
