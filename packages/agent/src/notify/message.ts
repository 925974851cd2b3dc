import type { IncidentEvent, IncidentSummary } from '@devops-ai/contract'
import type { Incident } from '../incident/incident.ts'
import { summaryOf } from '../summary.ts'

/** What a person is told: one message when help is needed and one at the end of that trouble. */
export interface Message {
  /** The same at every try, so that a repeat can be dropped. */
  readonly message_id: string
  readonly text: string
  readonly incident: IncidentSummary
  readonly reason: string
  /** What the agent would have done, or thinks should be done; null when it knows nothing. */
  readonly suggestion: string | null
  readonly diagnosis: string | null
  readonly evidence: readonly { readonly number: string; readonly sentence: string }[]
}

/** The message of an incident whose log is `log`. */
export function messageOf(incident: Incident, message_id: string, log: readonly IncidentEvent[]): Message {
  const summary = summaryOf(incident)
  const { reason, suggestion } = why(log, message_id)
  const cited = incident.evidence.filter(({ number }) => incident.diagnosis?.citations.includes(number) ?? false)
  const head = message_id.endsWith(':escalated')
    ? 'needs a person'
    : message_id.includes(':approval:')
      ? 'waits for a yes or a no'
      : `is over (${incident.phase.replace('_', ' ')})`
  return {
    message_id,
    text: [
      `${summary.name} ${head}: ${reason}`,
      ...(suggestion === null ? [] : [`Suggested: ${suggestion}`]),
      ...(incident.diagnosis ? [`Diagnosis: ${incident.diagnosis.sentence}`] : []),
    ].join('\n'),
    incident: summary,
    reason,
    suggestion,
    diagnosis: incident.diagnosis?.sentence ?? null,
    evidence: cited.map(({ number, sentence }) => ({ number, sentence })),
  }
}

/** The last event that gives this message its reason. */
function why(
  log: readonly IncidentEvent[],
  message_id: string,
): { readonly reason: string; readonly suggestion: string | null } {
  for (const event of log.toReversed()) {
    if (event.type === 'approval_awaited' && message_id.endsWith(`:approval:${event.approval_id}`))
      return {
        reason: `a change needs an approval, until ${event.until}`,
        suggestion: `devops-ai approve ${event.approval_id}`,
      }
    if (!message_id.endsWith(`:${event.type}`)) continue
    if (event.type === 'escalated') return { reason: event.reason, suggestion: event.suggestion }
    if (event.type === 'resolved') return { reason: event.sentence, suggestion: null }
    if (event.type === 'no_action') return { reason: event.reason, suggestion: null }
    if (event.type === 'closed') return { reason: `closed by ${event.by}`, suggestion: null }
  }
  return { reason: 'see the incident', suggestion: null }
}
