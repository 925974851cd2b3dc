import type { IncidentEvent, LoggedEvent, OperationOutcome, Plan } from '@devops-ai/contract'
import { bullet, code, safe } from './markdown.ts'

/** One line of the timeline; null where an event is no news to a reader. */
export function timelineLine({ at, event }: LoggedEvent): string | null {
  const told = tell(event)
  return told === null ? null : bullet(`${at.slice(0, 10)} ${at.slice(11, 23)}`, told)
}

function tell(event: IncidentEvent): string | null {
  switch (event.type) {
    case 'opened':
      return `opened on ${event.target ? `${safe(event.target.name)} (${safe(event.target.image)})` : `“${safe(event.name)}”, which is not known`}`
    case 'alert_received':
      return `alert ${safe(event.alert.name)} (${safe(event.alert.severity)}) from ${safe(event.alert.sender)}: ${safe(event.alert.summary)}`
    case 'alert_repeated':
      return `alert ${safe(event.alert.name)} repeated by ${safe(event.alert.sender)}`
    case 'alert_resolved':
      return `${safe(event.alert.sender)} says that ${safe(event.alert.name)} is resolved`
    case 'investigation_started':
      return `look ${event.round}: ${safe(event.reason)}`
    case 'evidence_gathered':
      return `evidence ${event.evidence.map(({ number }) => number).join(', ') || 'none'}`
    case 'diagnosed':
      return `diagnosis ${safe(event.diagnosis.cause.replaceAll('_', ' '))}; plan: ${planned(event.plan)}`
    case 'operation_requested':
      return `asked the gateway, request ${code(event.request_id)}`
    case 'operation_answered':
      return `the gateway answered ${outcomeText(event.result)}`
    case 'verified':
      return `verification: ${safe(event.verdict.replaceAll('_', ' '))}, ${safe(event.sentence)}`
    case 'waiting':
      return `waits for ${safe(event.for)} until ${event.until}: ${safe(event.reason)}`
    case 'timer_due':
      return null
    case 'escalated':
      return `a person is needed: ${safe(event.reason)}`
    case 'notified':
      return `told by ${safe(event.channel)}${event.delivered ? '' : ', not delivered'}`
    case 'resolved':
      return `resolved: ${safe(event.sentence)}`
    case 'no_action':
      return `ended without action: ${safe(event.reason)}`
    case 'closed':
      return `closed by ${safe(event.by)}${because(event.reason)}`
    case 'acknowledged':
      return `${safe(event.by)} has it in hand${because(event.reason)}`
    case 'retried':
      return `${safe(event.by)} asks for one more try${because(event.reason)}`
    default:
      return `${safe(event.type.replaceAll('_', ' '))}: ${textsOf(event).map(safe).join(', ') || 'no more is said'}`
  }
}

/** What an event says in words of its own. */
const textsOf = ({ type: _type, ...rest }: IncidentEvent): readonly string[] =>
  Object.entries(rest).flatMap(([name, value]) => (typeof value === 'string' && name !== 'body' ? [value] : []))

const because = (reason: string): string => (reason === '' ? '' : `: ${safe(reason)}`)

function planned(plan: Plan): string {
  switch (plan.action) {
    case 'change':
      return `ask “${safe(plan.intent)}”, since ${safe(plan.reason)}`
    case 'wait':
      return `wait for ${safe(plan.for)}`
    case 'nothing':
      return `change nothing, since ${safe(plan.reason)}`
    case 'escalate':
      return `ask a person, since ${safe(plan.reason)}`
  }
}

export const outcomeText = (result: OperationOutcome): string =>
  `${safe(result.outcome.replaceAll('_', ' '))}${'detail' in result ? `: ${safe(result.detail)}` : ''}`
