import { z } from 'zod'
import type { EngineNetworkName } from '../engine/network.ts'
import type { EngineService } from '../engine/service.ts'
import { labelLines, labelsOf } from './labels.ts'
import { instantOf } from './moment.ts'
import { bytesText, durationText, printable, type Projection } from './projection.ts'
import { factLines, shown } from './rows.ts'
import { modeOf, portsOf, ServiceMode } from './services.ts'

/** What "show the details of a service" answers in `data`: nothing of its environment. */
export const ServiceFacts = z.object({
  id: z.string(),
  name: z.string(),
  version: z.int(),
  created_at: z.string().nullable(),
  updated_at: z.string().nullable(),
  mode: ServiceMode,
  /** Of a job: how often it is to complete. Null: it runs on every node. */
  replicas: z.int().nullable(),
  image: z.string(),
  command: z.array(z.string()),
  ports: z.array(z.string()),
  networks: z.array(z.string()),
  mounts: z.array(z.object({ type: z.string(), source: z.string(), destination: z.string(), writable: z.boolean() })),
  constraints: z.array(z.string()),
  memory_limit_bytes: z.number().nullable(),
  cpus: z.number().nullable(),
  restart_condition: z.string(),
  update: z
    .object({
      parallelism: z.int(),
      delay_seconds: z.number(),
      order: z.string(),
      on_failure: z.string(),
    })
    .nullable(),
  update_state: z.string().nullable(),
  update_message: z.string(),
  has_previous: z.boolean(),
  labels: z.record(z.string(), z.string()),
})
export type ServiceFacts = z.infer<typeof ServiceFacts>

export function projectService(
  service: EngineService,
  networks: readonly EngineNetworkName[],
): Projection<ServiceFacts> {
  const { Spec, UpdateStatus } = service
  const { ContainerSpec, Networks, Placement, Resources, RestartPolicy } = Spec.TaskTemplate
  const names = new Map(networks.map(({ Id, Name }) => [Id, Name]))
  const data: ServiceFacts = {
    id: service.ID,
    name: shown(Spec.Name),
    version: service.Version.Index,
    created_at: instantOf(service.CreatedAt),
    updated_at: instantOf(service.UpdatedAt),
    mode: modeOf(service),
    replicas: Spec.Mode.Replicated?.Replicas ?? Spec.Mode.ReplicatedJob?.TotalCompletions ?? null,
    image: shown(ContainerSpec?.Image ?? ''),
    command: [...(ContainerSpec?.Command ?? []), ...(ContainerSpec?.Args ?? [])].map(printable),
    ports: portsOf(service),
    networks: (Networks ?? []).map(({ Target }) => shown(names.get(Target) ?? Target)),
    mounts: (ContainerSpec?.Mounts ?? []).map(({ Type, Source, Target, ReadOnly }) => ({
      type: Type,
      source: shown(Source),
      destination: shown(Target),
      writable: !ReadOnly,
    })),
    constraints: (Placement?.Constraints ?? []).map(shown),
    memory_limit_bytes: Resources?.Limits?.MemoryBytes || null,
    cpus: (Resources?.Limits?.NanoCPUs ?? 0) / 1e9 || null,
    restart_condition: RestartPolicy?.Condition || 'any',
    update: updateOf(service),
    update_state: UpdateStatus?.State || null,
    update_message: shown(UpdateStatus?.Message ?? ''),
    has_previous: service.PreviousSpec !== undefined && service.PreviousSpec !== null,
    labels: labelsOf(Spec.Labels),
  }
  return { data, text: serviceText(data) }
}

const updateOf = ({ Spec: { UpdateConfig } }: EngineService): ServiceFacts['update'] =>
  UpdateConfig
    ? {
        parallelism: UpdateConfig.Parallelism,
        delay_seconds: UpdateConfig.Delay / 1e9,
        order: UpdateConfig.Order || 'stop-first',
        on_failure: UpdateConfig.FailureAction || 'pause',
      }
    : null

const serviceText = (facts: ServiceFacts): string =>
  factLines([
    `name: ${facts.name}`,
    `mode: ${facts.mode}${facts.replicas === null ? '' : `, replicas ${facts.replicas}`}`,
    `image: ${facts.image}`,
    `command: ${facts.command.join(' ')}`,
    facts.ports.length === 0 ? null : `ports: ${facts.ports.join(', ')}`,
    facts.networks.length === 0 ? null : `networks: ${facts.networks.join(', ')}`,
    ...facts.mounts.map(
      ({ type, source, destination, writable }) =>
        `mount: ${type} ${source} ${destination}${writable ? '' : ' (read only)'}`,
    ),
    facts.constraints.length === 0 ? null : `constraints: ${facts.constraints.join(', ')}`,
    `memory limit: ${facts.memory_limit_bytes === null ? 'none' : bytesText(facts.memory_limit_bytes)}`,
    `restarts: ${facts.restart_condition}`,
    facts.update &&
      `updates: ${facts.update.parallelism} at a time, ${durationText(facts.update.delay_seconds)} apart, ${facts.update.order}, on failure ${facts.update.on_failure}`,
    facts.update_state && `last update: ${facts.update_state}, ${facts.update_message}`,
    ...labelLines(facts.labels),
  ])
