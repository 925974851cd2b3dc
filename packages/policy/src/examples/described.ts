import { ContainerId, type DescribedTarget, type Effects, EngineName } from '@devops-ai/contract'
import type { IndexedContainer } from '@devops-ai/engine'
import { autonomyLabel } from '../autonomy.ts'

/** Effects of an operation that harms nobody. */
export const harmless: Effects = {
  interrupts: false,
  last_healthy_replica: false,
  dependents: [],
  data_loss: false,
  reversible: true,
  protected: false,
}

/** The container that a description means, as the index would know it. */
export function describedContainer(told: DescribedTarget): IndexedContainer {
  const labels = { ...told.labels, ...(told.autonomy !== undefined && { [autonomyLabel]: told.autonomy }) }
  return {
    engine: told.engine ?? EngineName.parse('local'),
    id: ContainerId.parse('0'.repeat(64)),
    name: told.name ?? 'any',
    service: told.service ?? null,
    project: told.project ?? null,
    aliases: [],
    oneOff: false,
    status: told.status ?? 'running',
    health: told.health ?? 'healthy',
    image: told.image ?? 'any',
    imageId: 'sha256:0',
    labels,
    ownLabels: labels,
    dependsOn: [],
    networkOf: null,
  }
}
