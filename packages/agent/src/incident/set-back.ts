import type { IncidentEvent, Instant } from '@devops-ai/contract'
import type { Incident } from './incident.ts'
import { keeps } from './moves.ts'
import type { Moment, Step } from './step.ts'

type SetBack = Extract<IncidentEvent, { type: 'clock_set_back' }>

/**
 * The clock by which the incident was written was ahead, and is right from `at` on. What happened lies behind that instant, what is due
 * is due so much earlier. An approval ends by the gateway's clock, which may have been right all the time.
 */
export function setBack(incident: Incident, { milliseconds }: SetBack, { at }: Moment): Step {
  const now = Date.parse(at)
  const earlier = (instant: Instant, latest: number): Instant =>
    new Date(Math.min(Date.parse(instant) - milliseconds, latest)).toISOString()
  const happened = (instant: Instant): Instant => (Date.parse(instant) > now ? earlier(instant, now) : instant)
  const due = (instant: Instant): Instant => (Date.parse(instant) > now ? earlier(instant, Infinity) : instant)
  const { waiting, request, exit, approval, heldUntil, turn } = incident
  const asked =
    approval && Date.parse(approval.until) > now + milliseconds
      ? { ...approval, until: earlier(approval.until, Infinity) }
      : approval
  return keeps({
    ...incident,
    openedAt: happened(incident.openedAt),
    heldUntil: heldUntil && happened(heldUntil),
    turn: turn && due(turn),
    exit: exit && { ...exit, last: happened(exit.last) },
    waiting: waiting && { ...waiting, until: asked?.until ?? (waiting.until && due(waiting.until)) },
    request: request && { ...request, deadline: due(request.deadline) },
    approval: asked,
  })
}
