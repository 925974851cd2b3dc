import {
  ContainerId,
  EngineName,
  type Evidence,
  type HealthFacts,
  type IncidentAlert,
  type Target,
  type TargetInfo,
} from '@devops-ai/contract'
import { alertEvidence } from '../alert.ts'
import { dependencyEvidence, namedInLogsEvidence } from '../dependency.ts'
import { type Draft, mint } from '../draft.ts'
import { logsEvidence } from '../logs.ts'
import { statusEvidence } from '../status.ts'
import { usageEvidence } from '../usage.ts'

/** Samples for tests. Times are seconds after `epoch`; containers started at 0 and are looked at long after. */

const epoch = Date.parse('2026-01-01T00:00:00.000Z')
export const at = (seconds: number): string => new Date(epoch + seconds * 1_000).toISOString()

export const engine = EngineName.parse('local')
export const idOf = (digit: string): ContainerId => ContainerId.parse(digit.repeat(64).slice(0, 64))

export const target = (name = 'api', id = idOf('a')): Target => ({
  engine,
  id,
  name,
  service: name,
  image: 'shop@sha256:1',
})

export const info = (name: string, id: string, more: Partial<TargetInfo> = {}): TargetInfo => ({
  engine,
  id: idOf(id),
  name,
  service: name,
  project: 'shop',
  aliases: [],
  status: 'running',
  health: 'healthy',
  image: 'shop@sha256:1',
  labels: {},
  autonomy: 'auto',
  protected: false,
  depends_on: [],
  network_of: null,
  created_at: null,
  ...more,
})

/** A container that runs and is healthy. */
export const fine: HealthFacts = {
  verdict: 'healthy',
  status: 'running',
  health: 'healthy',
  failing_streak: 0,
  probes: [],
  exit_code: 0,
  error: '',
  oom_killed: false,
  restart_count: 0,
  restart_policy: 'no',
  started_at: at(0),
  finished_at: null,
  uptime_seconds: 3_600,
  stopped_by: 'not_stopped',
  memory_limit_bytes: null,
  health_check: 'wget -q -O- http://127.0.0.1/',
  created_at: at(0),
  configured_at: null,
  starts: [],
}

export const probe = (seconds: number, exit_code: number, output = ''): HealthFacts['probes'][number] => ({
  at: at(seconds),
  exit_code,
  output,
})

/** Hung: three probes in a row have failed, at 100, 101 and 102 s. */
export const hung: HealthFacts = {
  ...fine,
  verdict: 'unhealthy',
  health: 'unhealthy',
  failing_streak: 3,
  probes: [99, 100, 101, 102].map((second) =>
    probe(second, second < 100 ? 0 : 1, second < 100 ? '' : 'wget: timed out'),
  ),
}

/** Healthy, with its last probe at that second. */
export const probedAt = (second: number): HealthFacts => ({ ...fine, probes: [probe(second - 1, 0), probe(second, 0)] })

/** Ended by itself at 100 s. */
export const exited = (exit_code: number, more: Partial<HealthFacts> = {}): HealthFacts => ({
  ...fine,
  verdict: 'not_running',
  status: 'exited',
  exit_code,
  finished_at: at(100),
  uptime_seconds: null,
  stopped_by: 'itself',
  ...more,
})

export const alert = (name: string, severity = 'critical', summary = ''): IncidentAlert => ({
  sender: 'monitor',
  name,
  severity,
  summary,
  fingerprint: name,
  starts_at: at(90),
})

export const saying = {
  alert: alertEvidence,
  status: (facts: HealthFacts) => statusEvidence(target(), facts),
  dependency: (name: string, facts: HealthFacts) => dependencyEvidence(target(name, idOf('d')), facts),
  neighbour: (name: string, more: Partial<TargetInfo>) => namedInLogsEvidence(info(name, 'e', more)),
  logs: (...lines: readonly string[]) =>
    logsEvidence(target(), { lines: lines.map((text) => ({ stream: 'stderr', text })), truncated: false }, false),
  memory: (bytes: number) =>
    usageEvidence(target(), {
      cpu_percent: 3,
      memory_bytes: bytes,
      memory_limit_bytes: 100,
      memory_percent: bytes,
      pids: 4,
      pids_limit: null,
    }),
}

export const numbered = (...drafts: readonly Draft[]): readonly Evidence[] => mint([], drafts)
