import { type ContainerBaseline, ContainerStatus, Health } from '@devops-ai/contract'
import type { EngineInspect } from '../engine/inspect.ts'

/** The engine's word for the state; for a word that we do not know, what its flags say. */
export function statusOf({ State }: EngineInspect): ContainerStatus {
  const known = ContainerStatus.safeParse(State.Status)
  if (known.success) return known.data
  if (State.Paused) return 'paused'
  if (State.Restarting) return 'restarting'
  if (State.Running) return 'running'
  return State.Dead ? 'dead' : 'exited'
}

export function healthOf({ State }: EngineInspect): Health {
  const known = Health.safeParse(State.Health?.Status)
  return known.success ? known.data : 'none'
}

const nanosecondsPerSecond = 1e9

/**
 * How long a health check may take after a start to say healthy or unhealthy, in seconds; null where there is none. What it
 * leaves out, or sets to 0, is Docker's own: 30 s, 30 s and 3 tries.
 */
export function healthSecondsOf({ Config: { Healthcheck }, State: { Health } }: EngineInspect): number | null {
  if (!Health) return null
  const secondsOf = (duration: number | undefined): number =>
    (duration || 30 * nanosecondsPerSecond) / nanosecondsPerSecond
  const { StartPeriod = 0, Interval, Timeout, Retries } = Healthcheck ?? {}
  return StartPeriod / nanosecondsPerSecond + (Retries || 3) * (secondsOf(Interval) + secondsOf(Timeout))
}

/** What to remember before a change: the witness that tells later whether it happened. Times stay to the nanosecond. */
export const baselineOf = (inspect: EngineInspect): ContainerBaseline => ({
  object: 'container',
  status: statusOf(inspect),
  health: healthOf(inspect),
  started_at: inspect.State.StartedAt,
  finished_at: inspect.State.FinishedAt,
  restart_count: inspect.RestartCount,
  image_id: inspect.Image,
  auto_remove: inspect.HostConfig.AutoRemove,
  memory_bytes: inspect.HostConfig.Memory,
  nano_cpus: inspect.HostConfig.NanoCpus,
  pids_limit: inspect.HostConfig.PidsLimit ?? 0,
  restart_policy: policyOf(inspect),
  networks: Object.entries(inspect.NetworkSettings.Networks ?? {}).map(([name, network]) => ({
    id: network.NetworkID,
    name,
    aliases: network.Aliases ?? [],
  })),
  configuration: null,
})

/** As `docker update --restart` takes it. */
export function policyOf({ HostConfig: { RestartPolicy } }: EngineInspect): string {
  const name = RestartPolicy.Name || 'no'
  return name === 'on-failure' && RestartPolicy.MaximumRetryCount > 0
    ? `${name}:${RestartPolicy.MaximumRetryCount}`
    : name
}
