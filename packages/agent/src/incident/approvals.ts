import type { IncidentEvent, RequestId } from '@devops-ai/contract'
import type { Incident } from './incident.ts'
import { escalates, keeps, looksAgain, wish } from './moves.ts'
import type { Step } from './step.ts'
import { undoFailed } from './undone.ts'

type Of<T extends IncidentEvent['type']> = Extract<IncidentEvent, { type: T }>

/** The request became a question to a person, who is told of it once. What he says is asked for until it is known. */
export const awaits = (incident: Incident, { request_id, approval_id, until }: Of<'approval_awaited'>): Step =>
  incident.request?.id === request_id
    ? {
        incident: {
          ...incident,
          phase: 'waiting',
          waiting: { for: `approval ${approval_id}`, until, gate: null },
          asked: true,
          approval: { request_id, id: approval_id, until, granted: false },
        },
        effects: [
          { do: 'notify', message_id: `${incident.id}:approval:${approval_id}` },
          { do: 'await_approval', request_id },
        ],
      }
    : keeps(incident)

/** A person said yes and the gateway runs it: whatever the incident was doing meanwhile, it follows this change. */
export const granted = (incident: Incident, { request_id }: Of<'approval_granted'>): Step =>
  incident.approval?.request_id === request_id && !incident.approval.granted
    ? {
        incident: { ...incident, phase: 'acting', waiting: null, approval: { ...incident.approval, granted: true } },
        effects: [{ do: 'await_approval', request_id }],
      }
    : keeps(incident)

/** A person said no. That ends the plan: it is never asked for in other words, and he who said it needs no message. */
export function rejected(before: Incident, { request_id, by, detail }: Of<'approval_rejected'>): Step {
  if (!isAsked(before, request_id)) return keeps(before)
  const incident = { ...before, approval: null }
  const reason = `${by ?? 'a person'} rejected it${detail === '' ? '' : `: ${detail}`}`
  return incident.undoing
    ? undoFailed(incident, `It was not taken back: ${reason}`)
    : escalates({ ...incident, escalated: true }, reason, wish(incident))
}

/** Nobody said anything, which is no refusal: what still is wrong by now may be asked for once more. */
export function expired(before: Incident, { request_id, detail }: Of<'approval_expired'>): Step {
  if (!isAsked(before, request_id)) return keeps(before)
  const incident = { ...before, approval: null, expiries: before.expiries + 1 }
  if (incident.undoing) return undoFailed(incident, `It was not taken back: ${detail}`)
  if (!isIdle(incident)) return keeps(incident)
  return before.expiries > 0
    ? escalates(incident, `Nobody decided on the approval, twice: ${detail}`, wish(incident))
    : looksAgain(incident, `nobody decided on the approval: ${detail}`)
}

/** What the approval was about has changed meanwhile: a plan is made anew, once. */
export function voided(before: Incident, { request_id, detail }: Of<'approval_voided'>): Step {
  if (!isAsked(before, request_id)) return keeps(before)
  const incident = { ...before, approval: null }
  const reason = `The approval is void: ${detail}`
  if (incident.undoing) return undoFailed(incident, `It was not taken back. ${reason}`)
  return isIdle(incident) ? plansAnew(incident, reason) : keeps(incident)
}

/** The gateway says that the plan no longer holds: the target is looked at again, once in the life of the incident. */
export const plansAnew = (incident: Incident, reason: string): Step =>
  incident.replans > 0
    ? escalates(incident, `${reason}, again`, wish(incident))
    : looksAgain({ ...incident, replans: incident.replans + 1 }, reason)

/** The question belongs to the request in hand, whether or not the answer that told of it is on record. */
const isAsked = ({ request, approval, phase }: Incident, request_id: RequestId): boolean =>
  approval === null ? phase === 'acting' && request?.id === request_id : approval.request_id === request_id

/** Nothing else is under way that will decide what comes next. */
const isIdle = ({ phase }: Incident): boolean => phase === 'waiting' || phase === 'acting'
