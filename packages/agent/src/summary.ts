import type { IncidentSummary } from '@devops-ai/contract'
import type { Incident } from './incident/incident.ts'

/** An incident in a line of a list. */
export const summaryOf = (incident: Incident): IncidentSummary => ({
  id: incident.id,
  phase: incident.phase,
  target: incident.target,
  name: incident.target?.service ?? incident.target?.name ?? incident.name,
  title: titleOf(incident),
  severity: worst(incident.alerts.map(({ severity }) => severity)),
  cause: incident.diagnosis?.cause ?? null,
  waiting: incident.waiting
    ? { for: incident.waiting.for, until: incident.waiting.until }
    : incident.phase === 'escalated'
      ? { for: incident.acknowledged ?? 'a person', until: null }
      : null,
  verification: incident.verification,
  group: incident.group,
  changes: incident.changes,
  opened_at: incident.openedAt,
  ended_at: incident.endedAt,
})

const titleOf = ({ alerts, name }: Incident): string => {
  const first = alerts[0]
  if (!first) return name === '' ? 'an unnamed trouble' : name
  return first.summary === '' ? first.name : `${first.name}: ${first.summary}`
}

const known = ['critical', 'warning', 'info'] as const

/** The most severe word that we know; else the first that was said. */
const worst = (severities: readonly string[]): string =>
  known.find((word) => severities.includes(word)) ?? severities[0] ?? 'unknown'
