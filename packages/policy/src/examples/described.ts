import {
  ContainerId,
  type DescribedEffects,
  type DescribedTarget,
  type Effects,
  EngineName,
  ObjectId,
} from '@devops-ai/contract'
import type { IndexedContainer, Subject } from '@devops-ai/engine'
import type { About } from '@devops-ai/operations'
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

/** The effects that a description means. */
export const describedEffects = (said: DescribedEffects, isProtected: boolean): Effects => ({
  interrupts: said.interrupts ?? false,
  last_healthy_replica: said.last_healthy_replica ?? false,
  dependents: [],
  data_loss: said.data_loss ?? false,
  reversible: !(said.irreversible ?? said.data_loss ?? false),
  protected: isProtected,
})

/** The container that a description means, as the index would know it. Its name is none that Docker accepts. */
export function describedContainer(told: DescribedTarget): IndexedContainer {
  const labels = { ...told.labels, ...(told.autonomy !== undefined && { [autonomyLabel]: told.autonomy }) }
  return {
    engine: told.engine ?? EngineName.parse('local'),
    id: ContainerId.parse('0'.repeat(64)),
    name: told.name ?? 'the container',
    service: told.service ?? null,
    project: told.project ?? null,
    aliases: [],
    oneOff: false,
    status: told.status ?? 'running',
    health: told.health ?? 'healthy',
    image: told.image ?? 'the image',
    imageId: 'sha256:0',
    labels,
    ownLabels: labels,
    dependsOn: [],
    restartsWith: [],
    taskOf: null,
    networkOf: null,
    createdAt: null,
  }
}

/** What a description means where an operation is about such a thing; null for a whole fleet. */
export function describedSubject(about: About, told: DescribedTarget): Subject | null {
  if (about === 'fleet') return null
  if (about === 'container') return describedContainer(told)
  const { engine, name, labels, image } = describedContainer(told)
  return { object: about, engine, id: ObjectId.parse('described'), name, labels, image }
}
