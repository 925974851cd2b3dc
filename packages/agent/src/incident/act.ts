import { refuse, type IncidentAction, type IncidentEvent, type Refusal } from '@devops-ai/contract'
import { ended, type Incident } from './incident.ts'

/** What a person's wish becomes: an event, nothing because it is so already, or a refusal. */
export type Act =
  | { readonly kind: 'event'; readonly event: IncidentEvent; readonly detail: string }
  | { readonly kind: 'already'; readonly detail: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** Decides what `by` may do with the incident as it is. Asking twice does no harm: the second is told how it is. */
export function act(incident: Incident, { action, reason = '' }: IncidentAction, by: string): Act {
  if (ended(incident))
    return incident.phase === 'closed' && action === 'close'
      ? { kind: 'already', detail: `it was closed at ${incident.endedAt ?? incident.openedAt}` }
      : { kind: 'refused', refusal: overAlready(incident, action) }
  switch (action) {
    case 'acknowledge':
      return incident.acknowledged === null
        ? { kind: 'event', event: { type: 'acknowledged', by, reason }, detail: `${by} has it in hand` }
        : { kind: 'already', detail: `${incident.acknowledged} has it in hand` }
    case 'close':
      return { kind: 'event', event: { type: 'closed', by, reason }, detail: `closed by ${by}` }
    case 'retry':
      return incident.phase === 'escalated'
        ? { kind: 'event', event: { type: 'retried', by, reason }, detail: 'it looks again, and may try one plan more' }
        : { kind: 'already', detail: `it is worked on: ${incident.phase}` }
  }
}

const overAlready = ({ phase, endedAt }: Incident, action: string): Refusal =>
  refuse(
    'incident_ended',
    `the incident ended at ${endedAt ?? 'an instant that is not known'} (${phase.replaceAll('_', ' ')}): there is nothing to ${action}`,
  )
