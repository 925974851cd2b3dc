import type { HealthFacts } from '@devops-ai/contract'
import type { EngineInspect } from '../engine/inspect.ts'
import type { SeenStart, Told } from '../reading.ts'
import { instantOf, nanoseconds } from './moment.ts'
import { cut, durationText, printable, type Projection } from './projection.ts'
import { healthOf, statusOf } from './state.ts'

const mostProbes = 5
const mostProbeCharacters = 500
const hourMs = 3_600_000

/** `stoppedBy` is what the caller saw of the stop; the engine itself does not remember who asked. */
export interface HealthContext {
  readonly now: Date
  readonly stoppedBy: HealthFacts['stopped_by']
  readonly told: Told
}

/** The verdict on one container and the facts that it stands on. */
export function projectHealth(
  inspect: EngineInspect,
  { now, stoppedBy, told }: HealthContext,
): Projection<HealthFacts> {
  const { State, HostConfig, Config } = inspect
  const [status, health] = [statusOf(inspect), healthOf(inspect)]
  const runs = status === 'running' || status === 'paused'
  const started = nanoseconds(State.StartedAt)
  const data: HealthFacts = {
    verdict: verdictOf(status, health),
    status,
    health,
    failing_streak: State.Health?.FailingStreak ?? 0,
    probes: (State.Health?.Log ?? []).slice(-mostProbes).map((probe) => ({
      at: instantOf(probe.Start) ?? probe.Start,
      exit_code: probe.ExitCode,
      output: cut(printable(probe.Output).trim(), mostProbeCharacters),
    })),
    exit_code: State.ExitCode,
    error: printable(State.Error),
    oom_killed: State.OOMKilled,
    restart_count: inspect.RestartCount,
    restart_policy: HostConfig.RestartPolicy.Name || 'no',
    started_at: instantOf(State.StartedAt),
    finished_at: instantOf(State.FinishedAt),
    uptime_seconds: runs && started !== null ? Math.max(0, now.getTime() - Number(started / 1_000_000n)) / 1000 : null,
    stopped_by: status === 'running' ? 'not_stopped' : stoppedBy,
    memory_limit_bytes: HostConfig.Memory > 0 ? HostConfig.Memory : null,
    health_check: healthCheck(Config.Healthcheck?.Test ?? []),
    created_at: instantOf(inspect.Created),
    configured_at: told.configuredAt?.toISOString() ?? null,
    starts: told.starts
      .filter(({ at }) => now.getTime() - at.getTime() < hourMs)
      .map(({ at, after }) => ({ at: at.toISOString(), by: startedBy(after, HostConfig.RestartPolicy.Name) })),
  }
  return { data, text: healthText(data) }
}

/** After an end by itself the policy starts it again; where there is none, somebody did. */
function startedBy(after: SeenStart['after'], policy: string): HealthFacts['starts'][number]['by'] {
  if (after === 'gateway') return 'gateway'
  return after === 'stop' || policy === '' || policy === 'no' ? 'person' : 'engine'
}

/** A container without a HEALTHCHECK that runs is `unknown`: Docker cannot say whether it serves. */
function verdictOf(status: HealthFacts['status'], health: HealthFacts['health']): HealthFacts['verdict'] {
  if (status === 'restarting') return 'unhealthy'
  if (status !== 'running') return 'not_running'
  return health === 'none' ? 'unknown' : health
}

function healthCheck([form, ...words]: readonly string[]): string | null {
  return form === undefined || form === 'NONE' ? null : words.join(' ')
}

function healthText(facts: HealthFacts): string {
  const probe = facts.probes.at(-1)
  const lines = [
    `verdict: ${facts.verdict.replace('_', ' ')}`,
    `status: ${facts.status}${facts.uptime_seconds === null ? '' : `, up ${durationText(facts.uptime_seconds)}`}`,
    `health: ${facts.health === 'none' ? 'no health check' : facts.health}${facts.failing_streak > 0 ? `, ${facts.failing_streak} failures in a row` : ''}`,
    probe && `last probe: exit ${probe.exit_code}${probe.output === '' ? '' : `, ${probe.output}`}`,
    facts.status !== 'running' && `exit code: ${facts.exit_code}${facts.oom_killed ? ', killed for memory' : ''}`,
    facts.status !== 'running' && `stopped by: ${facts.stopped_by}`,
    facts.error !== '' && `error: ${facts.error}`,
    `restarts: ${facts.restart_count}, policy ${facts.restart_policy}`,
  ]
  return lines.filter((line) => typeof line === 'string').join('\n')
}
