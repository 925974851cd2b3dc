import type { IncidentEvent, Instant } from '@devops-ai/contract'
import type { Effect, Incident } from './incident.ts'
import type { Moment, Step } from './step.ts'

/** Nothing changes and nothing is done. */
export const keeps = (incident: Incident): Step => ({ incident, effects: [] })

/** Logs what was decided just now; it is stepped in the same transaction. */
export const decides = (incident: Incident, event: Extract<Effect, { do: 'log' }>['event']): Step => ({
  incident,
  effects: [{ do: 'log', event }],
})

/** A person is told, once; a second reason is only logged, until that person has asked for one more try. */
export const escalates = (incident: Incident, reason: string, suggestion: string | null = null): Step =>
  decides(incident, { type: 'escalated', reason, suggestion })

/** The words of the change that is wanted, for a person who may make it himself. */
export const wish = ({ plan }: Incident): string | null => (plan?.action === 'change' ? plan.intent : null)

/** One more round of evidence. */
export const looksAgain = (incident: Incident, reason: string): Step =>
  decides(incident, { type: 'investigation_started', round: incident.round + 1, reason })

export const investigates = (
  incident: Incident,
  { round }: { readonly round: number },
  { at, limits }: Moment,
): Step => {
  if (round <= incident.round) return keeps(incident)
  const heldUntil = typeof incident.waiting?.gate === 'string' ? at : incident.heldUntil
  return {
    incident: { ...incident, phase: 'investigating', round, waiting: null, heldUntil },
    effects: incident.exit
      ? [{ do: 'members', round, until: later(at, limits.verifySeconds) }]
      : [{ do: 'gather', round }],
  }
}

/** While an approval is awaited its end is what ends the wait, not the clock. */
export const waits = (incident: Incident, event: { readonly for: string; readonly until: Instant }): Step => ({
  incident: { ...incident, phase: 'waiting', waiting: { for: event.for, until: event.until, gate: null } },
  effects: incident.approval ? [] : [{ do: 'timer', round: incident.round, at: event.until }],
})

/** The change is not asked for now. What it stood on is looked at again afterwards. */
export const holds = (
  incident: Incident,
  { by, for: what, until }: Extract<IncidentEvent, { type: 'held' }>,
): Step => ({
  incident: { ...incident, phase: 'waiting', waiting: { for: what, until, gate: by } },
  effects: until === null ? [] : [{ do: 'timer', round: incident.round, at: until }],
})

/** An end. Whoever was told of the trouble, or asked about it, is told of its end. */
export const ends =
  (phase: 'resolved' | 'no_action' | 'closed') =>
  (incident: Incident, _event: unknown, { at }: Moment): Step => ({
    incident: { ...incident, phase, waiting: null, endedAt: at },
    effects:
      incident.escalated || incident.told > 0 || incident.asked
        ? [{ do: 'notify', message_id: `${incident.id}:${phase}` }]
        : [],
  })

export const later = (at: Instant, seconds: number): Instant => new Date(Date.parse(at) + seconds * 1_000).toISOString()
