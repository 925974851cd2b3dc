import { RequestId, type IncidentEvent } from '@devops-ai/contract'
import type { Incident } from '../incident/incident.ts'
import { later } from '../incident/moves.ts'
import { undoingOf } from '../patterns.ts'
import type { Performer } from './performer.ts'
import type { RequestDeps } from './request.ts'
import { changeRequest } from './words.ts'

/** Writes the request that takes a change back: like any change under an id of its own, stored before it is sent. */
export function undoRequest(
  { newId, sourceId, deadlineSeconds }: RequestDeps,
  incident: Incident,
  now: Date,
): IncidentEvent {
  const { undoing, target } = incident
  if (!undoing || !target) return escalated('an undo was due, but there is no change or no target for it')
  const story = `It got worse: ${undoing.why}`
  const pattern = undoingOf(undoing.kind)
  if (!pattern) return escalated(`${story}. The agent has no words for its undo`, undoing.sentence)
  const request_id = RequestId.parse(newId())
  const request = changeRequest(incident, target, pattern, sourceId, request_id, now)
  if (!request) return escalated(`${story}. The name "${target.name}" cannot be sent to the gateway`, undoing.sentence)
  return {
    type: 'undo_requested',
    request_id,
    body: JSON.stringify(request),
    deadline: later(now.toISOString(), deadlineSeconds),
    undoes: undoing.of,
    sentence: undoing.sentence,
  }
}

const escalated = (reason: string, suggestion: string | null = null): IncidentEvent => ({
  type: 'escalated',
  reason,
  suggestion,
})

export const performUndo =
  (deps: RequestDeps): Performer<'undo'> =>
  (_effect, { incident, now }) =>
    Promise.resolve({ events: [undoRequest(deps, incident, now())] })
