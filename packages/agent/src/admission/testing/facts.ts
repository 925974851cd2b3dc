import { ContainerId, EngineName, type HealthFacts, type TargetInfo } from '@devops-ai/contract'
import { facts as healthFacts, unhealthy } from '../../../test/scripted-gateway.ts'
import { diagnosed, drive, fresh, change, opened, received, start } from '../../../test/incidents.ts'
import { statusEvidence } from '../../evidence/status.ts'
import type { PastChange } from '../../store/changes.ts'
import type { Facts } from '../gate.ts'

export const target = {
  engine: EngineName.parse('local'),
  id: ContainerId.parse('a'.repeat(64)),
  name: 'shop-db-1',
  service: 'db',
  image: 'db:1',
}

export const known: TargetInfo = {
  ...target,
  ...{ project: null, aliases: [], status: 'running', health: 'unhealthy', labels: {}, autonomy: 'auto' },
  ...{ protected: false, depends_on: [], network_of: null, created_at: null },
}

/** A target whose diagnosis saw it unhealthy, and that is still so; nothing speaks against the change. */
export function admissible(more: Partial<Facts> = {}, seen: HealthFacts = unhealthy()): Facts {
  const evidence = [{ number: 'E2', ...statusEvidence(target, seen) }]
  const { incident } = drive(fresh(), [
    { ...opened, target },
    received,
    { type: 'evidence_gathered', round: 1, evidence },
    diagnosed({ ...change, expected_operations: [...change.expected_operations] }),
  ])
  return {
    at: start,
    incident,
    target,
    now: seen,
    targets: [],
    changes: [],
    root: null,
    exit: null,
    queue: { underWay: 0, ahead: 0 },
    pause: null,
    windows: [],
    labels: [{ name: target.name, service: 'db', engine: 'local', alertname: 'ContainerUnhealthy' }],
    limits: {
      changesPerHour: { target: 3, service: 5, engine: 8 },
      ineffectiveChanges: 2,
      coolDownSeconds: 0,
      deployGraceSeconds: 60,
      recheckSeconds: 5,
      waitSeconds: 900,
      changesAtOnce: 3,
    },
    silences: [],
    firing: [{ alertname: 'ContainerUnhealthy', service: 'db', severity: 'critical' }],
    ...more,
  }
}

export const well = (): HealthFacts => healthFacts()

/** A change so many seconds before `start`; on the target itself where nothing else is said. */
export const changed = (secondsAgo: number, more: Partial<PastChange> = {}): PastChange => ({
  at: new Date(Date.parse(start) - secondsAgo * 1_000).toISOString(),
  container_id: target.id,
  service: '/db',
  image: 'db:1',
  verdict: 'fixed',
  over: false,
  ...more,
})
