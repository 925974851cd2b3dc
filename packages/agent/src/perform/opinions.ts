import { StatsFacts, type IncidentId } from '@devops-ai/contract'
import { factsOf } from '../evidence/facts.ts'
import type { Incident } from '../incident/incident.ts'
import type { AlertOfIncident } from '../store/alerts.ts'
import { memoryOpinion } from '../verification/memory.ts'
import type { Monitor } from '../verification/monitor.ts'
import type { Opinion } from '../verification/opinions.ts'
import type { Asking } from './asking.ts'

export interface OpinionDeps {
  readonly asking: Pick<Asking, 'read'>
  /** Null: no monitor is configured. */
  readonly monitor: Monitor | null
  readonly alertsOf: (id: IncidentId) => Promise<readonly AlertOfIncident[]>
}

/** Do the alerts of the incident that nobody has called resolved still fire by their own expressions? */
export async function alertOpinions(
  { monitor, alertsOf }: Omit<OpinionDeps, 'asking'>,
  incident: Incident,
  signal: AbortSignal,
): Promise<readonly Opinion[]> {
  if (!monitor) return []
  const firing = (await alertsOf(incident.id)).filter(({ status }) => status === 'firing')
  const opinions = await Promise.all(
    firing.map(({ alert, labels }) =>
      monitor.opinion(
        { name: labels['alertname'] ?? alert.name, expression: alert.expression ?? null, labels },
        signal,
      ),
    ),
  )
  return opinions.filter((opinion) => opinion !== null)
}

/** What others than the engine's state say of a repair: the monitor, and the memory that a leak had taken. */
export async function opinionsOn(
  deps: OpinionDeps,
  incident: Incident,
  signal: AbortSignal,
): Promise<readonly Opinion[]> {
  const [alerts, memory] = await Promise.all([alertOpinions(deps, incident, signal), memoryOf(deps, incident)])
  return [...alerts, ...memory]
}

async function memoryOf({ asking }: OpinionDeps, incident: Incident): Promise<readonly Opinion[]> {
  const { plan, target } = incident
  if (!target || plan?.action !== 'change' || plan.pattern !== 'memory_leak_detected') return []
  const reply = await asking.read(incident, target, 'show_usage')
  const data = reply.kind === 'answer' ? reply.body.execution_details.execution_result.data : null
  const now = StatsFacts.safeParse(data)
  return [memoryOpinion(factsOf(incident.evidence).usage.at(-1)?.value ?? null, now.success ? now.data : null)]
}
