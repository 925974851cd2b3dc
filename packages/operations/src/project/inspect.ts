import { z } from 'zod'
import type { EngineInspect } from '../engine/inspect.ts'
import { labelLines, labelsOf } from './labels.ts'
import { instantOf } from './moment.ts'
import { bytesText, printable, type Projection } from './projection.ts'
import { healthOf, policyOf, statusOf } from './state.ts'

/** What "show the details" answers in `data`: a projection that never holds a value of the environment. */
export const InspectFacts = z.object({
  id: z.string(),
  name: z.string(),
  image: z.string(),
  image_id: z.string(),
  status: z.string(),
  health: z.string(),
  created_at: z.string().nullable(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  exit_code: z.int(),
  restart_count: z.int(),
  restart_policy: z.string(),
  command: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
  mounts: z.array(
    z.object({ type: z.string(), name: z.string().nullable(), destination: z.string(), writable: z.boolean() }),
  ),
  networks: z.array(z.object({ name: z.string(), address: z.string(), aliases: z.array(z.string()) })),
  network_mode: z.string(),
  memory_limit_bytes: z.number().nullable(),
  pids_limit: z.number().nullable(),
  cpus: z.number().nullable(),
  privileged: z.boolean(),
  auto_remove: z.boolean(),
  stop_timeout_seconds: z.int().nullable(),
})
export type InspectFacts = z.infer<typeof InspectFacts>

const positive = (value: number | null | undefined): number | null => (value && value > 0 ? value : null)

/** The container as configured and as it is. Labels are kept as they are; redacting them is the caller's. */
export function projectInspect(inspect: EngineInspect): Projection<InspectFacts> {
  const { State, HostConfig, Config } = inspect
  const data: InspectFacts = {
    id: inspect.Id,
    name: inspect.Name.replace(/^\//, ''),
    image: Config.Image,
    image_id: inspect.Image,
    status: statusOf(inspect),
    health: healthOf(inspect),
    created_at: instantOf(inspect.Created),
    started_at: instantOf(State.StartedAt),
    finished_at: instantOf(State.FinishedAt),
    exit_code: State.ExitCode,
    restart_count: inspect.RestartCount,
    restart_policy: policyOf(inspect),
    command: [...(Config.Entrypoint ?? []), ...(Config.Cmd ?? [])].map(printable),
    labels: labelsOf(Config.Labels),
    mounts: inspect.Mounts.map((mount) => ({
      type: mount.Type,
      name: mount.Name ?? null,
      destination: printable(mount.Destination),
      writable: mount.RW,
    })),
    networks: Object.entries(inspect.NetworkSettings.Networks ?? {}).map(([name, network]) => ({
      name,
      address: network.IPAddress,
      aliases: network.Aliases ?? [],
    })),
    network_mode: HostConfig.NetworkMode,
    memory_limit_bytes: positive(HostConfig.Memory),
    pids_limit: positive(HostConfig.PidsLimit),
    cpus: positive(HostConfig.NanoCpus / 1e9),
    privileged: HostConfig.Privileged,
    auto_remove: HostConfig.AutoRemove,
    stop_timeout_seconds: Config.StopTimeout ?? null,
  }
  return { data, text: inspectText(data) }
}

function inspectText(facts: InspectFacts): string {
  return [
    `name: ${facts.name}`,
    `image: ${facts.image}`,
    `status: ${facts.status}, health ${facts.health}`,
    `command: ${facts.command.join(' ')}`,
    `restarts: ${facts.restart_count}, policy ${facts.restart_policy}`,
    `memory limit: ${facts.memory_limit_bytes === null ? 'none' : bytesText(facts.memory_limit_bytes)}`,
    `networks: ${facts.networks.map(({ name }) => name).join(', ') || facts.network_mode}`,
    ...facts.mounts.map(
      ({ type, destination, writable }) => `mount: ${type} ${destination}${writable ? '' : ' (read only)'}`,
    ),
    ...labelLines(facts.labels),
  ].join('\n')
}
