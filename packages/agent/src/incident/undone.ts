import type { IncidentEvent } from '@devops-ai/contract'
import type { Incident } from './incident.ts'
import { escalates, keeps } from './moves.ts'
import type { Step } from './step.ts'

/**
 * It got worse. Where the gateway told how the change is reversed, that is asked for, once; the budget does not hold it
 * back. An incident that a person was told of changes nothing any more.
 */
export function takesBack(incident: Incident, why: string): Step {
  const { request, change, escalated } = incident
  if (escalated || !request || !change?.undo)
    return escalates(
      incident,
      `It got worse: ${why}. ${change?.undo ? `Undo: ${change.undo.command}` : 'There is no undo'}`,
    )
  const { kind, sentence } = change.undo
  return {
    incident: {
      ...incident,
      phase: 'diagnosed',
      change: { ...change, undo: null },
      undoing: { of: request.id, kind, sentence, why },
    },
    effects: [{ do: 'undo', request_id: request.id }],
  }
}

/** The undo has its own id and its own bytes, stored before they are sent. */
export const undoRequested = (
  incident: Incident,
  { request_id, body, deadline, undoes }: Extract<IncidentEvent, { type: 'undo_requested' }>,
): Step =>
  incident.undoing?.of === undoes && incident.request?.id === undoes
    ? {
        incident: { ...incident, phase: 'acting', request: { id: request_id, body, deadline } },
        effects: [{ do: 'call', request_id }],
      }
    : keeps(incident)

/** Whatever came of the undo, a person hears of both. */
export const undoVerified = (
  incident: Incident,
  { verdict, sentence }: Extract<IncidentEvent, { type: 'undo_verified' }>,
): Step =>
  incident.undoing
    ? undoFailed(
        incident,
        `${verdict === 'restored' ? 'That was taken back' : 'Taking it back was tried'}: ${sentence}`,
      )
    : keeps(incident)

/** The undo could not be made, or was made: the story of both, for a person. */
export const undoFailed = (incident: Incident, what: string): Step =>
  escalates(incident, `It got worse: ${incident.undoing?.why ?? ''}. ${what}`, incident.undoing?.sentence ?? null)
