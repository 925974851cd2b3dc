import type { Companion, EscalationMessage, IncidentEvent, Instant, MessageKind } from '@devops-ai/contract'
import { ended, type Incident } from '../incident/incident.ts'
import { oneLine } from '../intake/text.ts'
import { summaryOf } from '../summary.ts'
import { storyOf } from './story.ts'
import { costOf, operationsOf, verificationOf } from './told.ts'

export type Message = EscalationMessage

/** What a message of this id is for: `<incident>:escalated[:n]`, `<incident>:approval:<id>`, or `<incident>:<its end>`. */
export function kindOf(message_id: string): MessageKind {
  const [, kind = ''] = message_id.split(':')
  return kind === 'escalated' || kind === 'approval' ? kind : 'ended'
}

const mostEvidence = 12
const mostCharacters = 500
/** The reason of a storm names its worst incidents. */
const mostOfReason = 2_000

/** What belongs to a message beside its incident. */
export interface Occasion {
  /** How often it was told before. */
  readonly repeat: number
  readonly sent_at: Instant
  /** The others of its group. */
  readonly group: readonly Companion[]
}

/** The message of an incident whose log is `log`. Pure. */
export function messageOf(
  incident: Incident,
  message_id: string,
  log: readonly IncidentEvent[],
  { repeat, sent_at, group }: Occasion,
): Message {
  const summary = summaryOf(incident)
  const kind = kindOf(message_id)
  const { reason, suggestion } = why(log, message_id)
  const over = ended(incident)
  const message = {
    ...{ message_id, thread: incident.id, kind, repeat, sent_at },
    title: oneLine(`${summary.name} ${headOf(kind, incident)}: ${reason}`, 200),
    incident: summary,
    group: [...group],
    reason: oneLine(reason, mostOfReason),
    suggestion: suggestion === null ? null : oneLine(suggestion, mostCharacters),
    diagnosis: incident.diagnosis === null ? null : oneLine(incident.diagnosis.sentence, mostCharacters),
    evidence: evidenceOf(incident),
    operations: operationsOf(log).map((operation) => ({
      ...operation,
      result: oneLine(operation.result, mostCharacters),
    })),
    verification: verificationOf(log),
    cost: costOf(log),
    waiting_for: over ? null : (summary.waiting?.for ?? incident.phase),
    acknowledge: over || kind === 'ended' ? null : `devops-ai acknowledge ${incident.id}`,
  }
  return { ...message, text: storyOf(message).join('\n') }
}

const headOf = (kind: MessageKind, { phase }: Incident): string =>
  ({
    escalated: 'needs a person',
    approval: 'waits for a yes or a no',
    ended: `is over (${phase.replaceAll('_', ' ')})`,
  })[kind]

/** What the diagnosis cites comes first, then the newest facts, in the order of their numbers and each once. */
function evidenceOf({ evidence, diagnosis }: Incident): Message['evidence'] {
  const cited = new Set(diagnosis?.citations)
  const chosen = new Set(
    [
      ...evidence.filter(({ number }) => cited.has(number)),
      ...evidence.filter(({ number, source }) => !cited.has(number) && source !== 'alert').toReversed(),
    ].slice(0, mostEvidence),
  )
  return evidence
    .filter((item) => chosen.has(item))
    .map(({ number, source, sentence }) => ({ number, source, sentence: oneLine(sentence, mostCharacters) }))
}

/** The last event that gives this message its reason. */
function why(
  log: readonly IncidentEvent[],
  message_id: string,
): { readonly reason: string; readonly suggestion: string | null } {
  const [, type, approval_id] = message_id.split(':')
  for (const event of log.toReversed()) {
    if (event.type === 'approval_awaited' && type === 'approval' && approval_id === event.approval_id)
      return {
        reason: `a change needs an approval, until ${event.until}`,
        suggestion: `devops-ai approve ${event.approval_id}`,
      }
    if (type !== event.type) continue
    if (event.type === 'escalated') return { reason: event.reason, suggestion: event.suggestion }
    if (event.type === 'resolved') return { reason: event.sentence, suggestion: null }
    if (event.type === 'no_action') return { reason: event.reason, suggestion: null }
    if (event.type === 'closed')
      return { reason: `closed by ${event.by}${event.reason === '' ? '' : `: ${event.reason}`}`, suggestion: null }
  }
  return { reason: 'see the incident', suggestion: null }
}
