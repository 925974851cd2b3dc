import type { ServiceBaseline } from '@devops-ai/contract'
import type { EngineService } from '../engine/service.ts'

/** What to remember of a Swarm service before a change. */
export const serviceBaselineOf = ({ Version, Spec, PreviousSpec, UpdateStatus }: EngineService): ServiceBaseline => ({
  object: 'service',
  version: Version.Index,
  replicas: Spec.Mode.Replicated ? (Spec.Mode.Replicated.Replicas ?? 1) : null,
  force_update: Spec.TaskTemplate.ForceUpdate,
  image: Spec.TaskTemplate.ContainerSpec?.Image ?? '',
  has_previous: PreviousSpec !== undefined && PreviousSpec !== null,
  update_state: UpdateStatus?.State ?? null,
  configuration: null,
})
