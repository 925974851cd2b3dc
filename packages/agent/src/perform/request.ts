import { RequestId, type IncidentEvent, type SourceId } from '@devops-ai/contract'
import type { Incident } from '../incident/incident.ts'
import { later } from '../incident/moves.ts'
import { patternOf } from '../patterns.ts'
import type { NewId } from '../ports.ts'
import type { Performer } from './performer.ts'
import { changeRequest } from './words.ts'

export interface RequestDeps {
  readonly newId: NewId
  readonly sourceId: SourceId
  readonly deadlineSeconds: number
}

/** Writes the request that will be sent: its id and its exact bytes are stored first, and never made anew. */
export function requested(
  { newId, sourceId, deadlineSeconds }: RequestDeps,
  incident: Incident,
  now: Date,
): IncidentEvent {
  const { plan, target } = incident
  if (plan?.action !== 'change' || !target)
    return escalated('a change was due, but there is no plan or no target for it')
  const pattern = patternOf(plan.pattern)
  if (!pattern) return escalated(`the plan names the pattern "${plan.pattern}", which does not exist`)
  const request_id = RequestId.parse(newId())
  const request = changeRequest(incident, target, pattern, sourceId, request_id, now)
  if (!request) return escalated(`the container's name "${target.name}" cannot be sent to the gateway`)
  const deadline = later(now.toISOString(), deadlineSeconds)
  return { type: 'operation_requested', request_id, body: JSON.stringify(request), deadline }
}

const escalated = (reason: string): IncidentEvent => ({ type: 'escalated', reason, suggestion: null })

export const performRequest =
  (deps: RequestDeps): Performer<'request'> =>
  (_effect, { incident, now }) =>
    Promise.resolve({ events: [requested(deps, incident, now())] })
