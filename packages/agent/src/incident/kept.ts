import type { Evidence, IncidentAlert } from '@devops-ai/contract'
import type { Incident } from './incident.ts'

const mostEvidence = 300
const mostAlerts = 200

/** The log keeps all evidence; an incident that is looked at for days has in mind what its diagnosis cites, and the newest. */
export function withEvidence(incident: Incident, more: readonly Evidence[]): Incident {
  const all = [...incident.evidence, ...more]
  if (all.length <= mostEvidence) return { ...incident, evidence: all }
  const cited = new Set(incident.diagnosis?.citations)
  const old = all.slice(0, -mostEvidence)
  return { ...incident, evidence: [...old.filter(({ number }) => cited.has(number)), ...all.slice(-mostEvidence)] }
}

/** The first alert of an incident, which names it, and the newest. */
export const keptAlerts = (alerts: readonly IncidentAlert[]): readonly IncidentAlert[] =>
  alerts.length <= mostAlerts ? alerts : [...alerts.slice(0, 1), ...alerts.slice(1 - mostAlerts)]
