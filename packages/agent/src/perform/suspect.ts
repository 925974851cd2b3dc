import type { GatewayClient, TargetInfo } from '@devops-ai/contract'
import { stableHash } from '../intake/fingerprint.ts'
import type { Occurrence } from '../intake/occurrence.ts'
import type { Incident } from '../incident/incident.ts'
import { isFine } from '../target/fine.ts'
import { done, type Performer } from './performer.ts'

export interface SuspectDeps {
  readonly gateway: Pick<GatewayClient, 'targets'>
  /** Stores it as an alert of our own and has it routed: so it joins the open incident of its target or opens one. */
  readonly raise: (occurrence: Occurrence, now: Date) => Promise<void>
}

/**
 * Has a dependency looked at in an incident of its own. One that looks well again by now is left alone; whether anything is
 * wrong with it, that incident finds out. Done twice it raises the same occurrence, which folds.
 */
export const performSuspect =
  ({ gateway, raise }: SuspectDeps): Performer<'suspect'> =>
  async ({ name }, { incident, now }) => {
    const reply = await gateway.targets()
    if (reply.kind !== 'answer') return done
    const dependency = reply.body.targets.find(
      (target) => target.name === name && target.engine === incident.target?.engine,
    )
    if (!dependency || isFine(dependency)) return done
    const occurrence = suspicion(incident, dependency)
    await raise(occurrence, now())
    return { events: [{ type: 'dependency_suspected', name, reason: occurrence.alert.summary }] }
  }

function suspicion(incident: Incident, { name, id, service, status, health }: TargetInfo): Occurrence {
  const alert = {
    sender: 'devops-ai-agent',
    name: 'DependencySuspected',
    severity: 'warning',
    summary: `${incident.target?.name ?? incident.name} depends on ${name}, which is ${status === 'running' ? health : status}`,
    fingerprint: stableHash(`${incident.id} ${id}`),
    starts_at: incident.openedAt,
  }
  const labels = {
    alertname: alert.name,
    severity: alert.severity,
    container_id: id,
    container: name,
    ...(service !== null && { service }),
  }
  return {
    sender: alert.sender,
    fingerprint: alert.fingerprint,
    startsAt: alert.starts_at,
    status: 'firing',
    alert,
    labels,
    annotations: {},
  }
}
