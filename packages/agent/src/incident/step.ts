import type { IncidentEvent, Instant, Phase } from '@devops-ai/contract'
import { answered } from './answered.ts'
import { awaits, expired, granted, rejected, voided } from './approvals.ts'
import { concluded } from './concluded.ts'
import { manyEnded, membersSeen } from './exit.ts'
import { ended, type Effect, type Incident, type Limits } from './incident.ts'
import { withEvidence } from './kept.ts'
import { alertGone, joined, joinedAndLooking, unlessSeen } from './joined.ts'
import { ends, escalates, holds, investigates, keeps, looksAgain, waits } from './moves.ts'
import { isThePersons, triesOnceMore } from './persons.ts'
import { setBack } from './set-back.ts'
import { heard, lost, lostAndLooking } from './spoken.ts'
import { undoRequested, undoVerified } from './undone.ts'
import { queued } from './turn.ts'
import { verified } from './verified.ts'
import { seenWell, targetGone } from './watched.ts'

/** What an event makes of an incident: the incident after it, and what is to be done. */
export interface Step {
  readonly incident: Incident
  readonly effects: readonly Effect[]
}

/** The event's own instant and the budget: all that a move may know beside incident and event. */
export interface Moment {
  readonly at: Instant
  readonly limits: Limits
}

type Events = { [E in IncidentEvent as E['type']]: E }
export type Move<E extends IncidentEvent> = (incident: Incident, event: E, moment: Moment) => Step
type Row<E extends IncidentEvent> = { readonly [P in Phase]?: Move<E> } & { readonly otherwise: Move<E> }

/** Every event in every phase. Where a row names no phase, `otherwise` decides; ended incidents only keep the record. */
const table: { readonly [T in keyof Events]: Row<Events[T]> } = {
  opened: {
    open: (incident, { target, name, history }) => keeps({ ...incident, target, name, history }),
    otherwise: keeps,
  },
  alert_received: { open: joinedAndLooking, otherwise: joined },
  alert_repeated: { otherwise: keeps },
  alert_resolved: {
    open: joinedAndLooking,
    investigating: alertGone(unlessSeen),
    waiting: alertGone(looksAgain),
    escalated: alertGone(looksAgain),
    otherwise: alertGone(keeps),
  },
  investigation_started: {
    acting: investigates,
    diagnosed: investigates,
    open: investigates,
    verifying: investigates,
    waiting: investigates,
    escalated: investigates,
    otherwise: keeps,
  },
  evidence_gathered: {
    investigating: (incident, { round, evidence }) =>
      round === incident.round
        ? {
            incident: withEvidence(incident, evidence),
            effects: [{ do: 'analyse', round }],
          }
        : keeps(incident),
    otherwise: keeps,
  },
  diagnosed: { investigating: concluded, otherwise: keeps },
  dependency_suspected: {
    otherwise: (incident, { name }) => keeps({ ...incident, suspected: [...new Set([...incident.suspected, name])] }),
  },
  grouped: {
    otherwise: (incident, { group: id, root, root_name, depends }) =>
      keeps({ ...incident, group: { id, root, root_name, depends } }),
  },
  mass_exit: { otherwise: manyEnded },
  members_seen: { investigating: membersSeen, escalated: membersSeen, otherwise: keeps },
  analysis_failed: {
    investigating: (incident, { detail }) => escalates(incident, `The analysis failed: ${detail}`),
    otherwise: keeps,
  },
  operation_requested: {
    diagnosed: (incident, { request_id, body, deadline }) => ({
      incident: {
        ...{ ...incident, phase: 'acting', retries: 0, undoing: null },
        request: { id: request_id, body, deadline },
      },
      effects: [{ do: 'call', request_id }],
    }),
    otherwise: keeps,
  },
  operation_answered: { otherwise: answered },
  approval_awaited: { acting: awaits, otherwise: keeps },
  approval_granted: { otherwise: granted },
  approval_rejected: { otherwise: rejected },
  approval_expired: { otherwise: expired },
  approval_voided: { otherwise: voided },
  verified: { verifying: verified, otherwise: keeps },
  undo_requested: { diagnosed: undoRequested, otherwise: keeps },
  undo_verified: { verifying: undoVerified, otherwise: keeps },
  seen_well: { escalated: seenWell, otherwise: keeps },
  target_gone: { escalated: targetGone, otherwise: keeps },
  waiting: { acting: waits, diagnosed: waits, otherwise: keeps },
  held: { diagnosed: holds, otherwise: keeps },
  timer_due: {
    waiting: (incident, { round }) =>
      round === incident.round
        ? looksAgain(incident, `${incident.waiting?.for ?? 'the wait'} was due`)
        : keeps(incident),
    otherwise: keeps,
  },
  escalated: {
    escalated: keeps,
    otherwise: isThePersons,
  },
  noted: { otherwise: keeps },
  notified: { otherwise: heard },
  clock_set_back: { otherwise: setBack },
  speaker_lost: { escalated: lostAndLooking, otherwise: lost },
  resolved: { otherwise: ends('resolved') },
  no_action: { otherwise: ends('no_action') },
  closed: { otherwise: ends('closed') },
  acknowledged: { otherwise: (incident, { by }) => keeps({ ...incident, acknowledged: by }) },
  retried: { escalated: triesOnceMore, otherwise: keeps },
}

/**
 * What happens to an incident when `event` does. Pure and total; after the end nothing acts.
 * Replaying a log from `newIncident` gives the incident again.
 */
export function step<T extends keyof Events>(
  incident: Incident,
  event: Events[T] & { readonly type: T },
  moment: Moment,
): Step {
  if (ended(incident)) return keeps(incident)
  const row: Row<Events[T]> = table[event.type]
  const after = (row[incident.phase] ?? row.otherwise)(incident, event, moment)
  return { ...after, incident: queued(after.incident) }
}
