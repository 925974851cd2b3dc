import type { IncidentEvent, IncidentId, LoggedEvent } from '@devops-ai/contract'
import { costOf, costText } from '../notify/told.ts'
import { bullet, code, safe } from './markdown.ts'
import { operationLines } from './operations.ts'
import { timelineLine } from './timeline.ts'

type Of<T extends IncidentEvent['type']> = Extract<IncidentEvent, { type: T }>

/** The post-mortem of an incident from its log alone, as Markdown. Pure; whatever is in the log, its headings are these. */
export function reportOf(id: IncidentId, log: readonly LoggedEvent[]): string {
  const events = log.map(({ event }) => event)
  const sections: readonly (readonly [heading: string, lines: readonly string[]])[] = [
    ['Summary', summaryLines(id, log)],
    ['Timeline', log.flatMap((logged) => timelineLine(logged) ?? [])],
    ['Evidence', evidenceLines(events)],
    ['Diagnosis', diagnosisLines(events)],
    ['Decisions and operations', operationLines(events)],
    ['Verification', verificationLines(events)],
    ['Cost', [bullet('Language models', costText(costOf(events)))]],
    ['Who was told', toldLines(events)],
    ['What people did', peopleLines(events)],
    ['What to do next', nextLines(id, events)],
  ]
  return [
    `# Incident ${id}`,
    ...sections.map(([heading, lines]) =>
      [`## ${heading}`, lines.length === 0 ? '- nothing' : lines.join('\n')].join('\n\n'),
    ),
    '',
  ].join('\n\n')
}

const last = <T extends IncidentEvent['type']>(events: readonly IncidentEvent[], type: T): Of<T> | null => {
  const is = (event: IncidentEvent): event is Of<T> => event.type === type
  return events.filter(is).at(-1) ?? null
}

const endTypes = ['resolved', 'no_action', 'closed'] as const
const endOf = (events: readonly IncidentEvent[]) =>
  events.find((event) => event.type === 'resolved' || event.type === 'no_action' || event.type === 'closed') ?? null

function summaryLines(id: IncidentId, log: readonly LoggedEvent[]): readonly string[] {
  const events = log.map(({ event }) => event)
  const opened = last(events, 'opened')
  const alert = events.find((event) => event.type === 'alert_received')
  const over = log.find(({ event }) => endTypes.some((type) => type === event.type))
  const first = log[0]?.at
  const answers = events.filter((event) => event.type === 'operation_answered')
  return [
    bullet('Incident', code(id)),
    bullet('Target', opened?.target ? `${safe(opened.target.name)} on ${safe(opened.target.engine)}` : 'not known'),
    bullet(
      'Alert',
      alert ? `${safe(alert.alert.name)}, ${safe(alert.alert.summary)} (${safe(alert.alert.severity)})` : 'none',
    ),
    bullet('Opened', first ?? 'the log is empty'),
    bullet('Ended', over && first ? `${over.at}, after ${seconds(first, over.at)} s` : 'not yet'),
    bullet('Outcome', outcomeOf(events)),
    bullet('Operations answered by the gateway', String(answers.length)),
  ]
}

const seconds = (from: string, to: string): string => ((Date.parse(to) - Date.parse(from)) / 1_000).toFixed(1)

function outcomeOf(events: readonly IncidentEvent[]): string {
  const end = endOf(events)
  const escalated = last(events, 'escalated')
  switch (end?.type) {
    case 'resolved':
      return `resolved: ${safe(end.sentence)}`
    case 'no_action':
      return `ended without action: ${safe(end.reason)}`
    case 'closed':
      return `closed by ${safe(end.by)}`
    default:
      return escalated ? `waits for a person: ${safe(escalated.reason)}` : 'it is worked on'
  }
}

function evidenceLines(events: readonly IncidentEvent[]): readonly string[] {
  const all = events.flatMap((event) => ('evidence' in event ? event.evidence : []))
  return all.map(({ number, source, about, sentence }) =>
    bullet(number, `${safe(sentence)} (${safe(source)} of ${safe(about)})`),
  )
}

const diagnosisLines = (events: readonly IncidentEvent[]): readonly string[] =>
  events.flatMap((event) => {
    if (event.type === 'analysis_failed') return [bullet('Failed', safe(event.detail))]
    if (event.type !== 'diagnosed') return []
    const { cause, sentence, citations, analyst } = event.diagnosis
    return [
      bullet(
        safe(cause.replaceAll('_', ' ')),
        `${safe(sentence)} (cites ${citations.map(safe).join(', ') || 'nothing'}; by ${safe(analyst)})`,
      ),
    ]
  })

const verificationLines = (events: readonly IncidentEvent[]): readonly string[] =>
  events.flatMap((event) =>
    event.type === 'verified' || event.type === 'undo_verified'
      ? [bullet(safe(event.verdict.replaceAll('_', ' ')), safe(event.sentence))]
      : [],
  )

const toldLines = (events: readonly IncidentEvent[]): readonly string[] =>
  events.flatMap((event) =>
    event.type === 'notified'
      ? [
          bullet(
            safe(event.channel),
            `${event.delivered ? 'delivered' : 'not delivered'} (${safe(event.message_id)})${event.detail === '' ? '' : `, ${safe(event.detail)}`}`,
          ),
        ]
      : [],
  )

const peopleLines = (events: readonly IncidentEvent[]): readonly string[] =>
  events.flatMap((event) =>
    event.type === 'acknowledged' || event.type === 'retried' || event.type === 'closed'
      ? [bullet(event.type, `${safe(event.by)}${event.reason === '' ? '' : `, ${safe(event.reason)}`}`)]
      : [],
  )

function nextLines(id: IncidentId, events: readonly IncidentEvent[]): readonly string[] {
  const end = endOf(events)
  const escalated = last(events, 'escalated')
  const cause = last(events, 'diagnosed')?.diagnosis.cause
  if (!end && escalated)
    return [
      bullet('Now', `a person decides: ${safe(escalated.reason)}`),
      ...(escalated.suggestion === null ? [] : [bullet('Suggested', safe(escalated.suggestion))]),
      bullet(
        'Then',
        `${code(`devops-ai acknowledge ${id}`)}, ${code(`devops-ai retry ${id}`)} or ${code(`devops-ai close ${id}`)}`,
      ),
    ]
  if (!end) return [bullet('Now', 'nothing: the agent works on it')]
  return [
    bullet(
      'Afterwards',
      cause === undefined || cause === 'healthy'
        ? 'nothing that the log asks for'
        : `find out why it came to this (${safe(cause.replaceAll('_', ' '))}): a repair ends the trouble, not its cause`,
    ),
  ]
}
