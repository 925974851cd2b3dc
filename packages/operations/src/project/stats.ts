import type { StatsFacts } from '@devops-ai/contract'
import type { EngineStats } from '../engine/stats.ts'
import { bytesText, type Projection } from './projection.ts'

/** One measurement of processor and memory. `null` says that the engine did not tell. */
export function projectStats(stats: EngineStats): Projection<StatsFacts> {
  const data = isOfContainer(stats) ? factsOf(stats) : unknown
  return { data, text: statsText(data) }
}

/**
 * An engine without control groups, as a rootless one may be, gives the figures of the whole machine as those of each
 * container. It is known by what it cannot count: not even the one process that every running container has.
 */
const isOfContainer = ({ pids_stats }: EngineStats): boolean => pids_stats.current !== undefined

const unknown: StatsFacts = {
  cpu_percent: null,
  memory_bytes: null,
  memory_limit_bytes: null,
  memory_percent: null,
  pids: null,
  pids_limit: null,
}

function factsOf(stats: EngineStats): StatsFacts {
  const { usage, limit } = stats.memory_stats
  const memory = usage === undefined ? null : Math.max(0, usage - fileCache(stats))
  const most = limit ? limit : null
  return {
    cpu_percent: cpuPercent(stats),
    memory_bytes: memory,
    memory_limit_bytes: most,
    memory_percent: memory !== null && most !== null ? round((memory / most) * 100) : null,
    pids: stats.pids_stats.current ?? null,
    pids_limit: stats.pids_stats.limit || null,
  }
}

/** Between the two samples of the answer; null when it holds one alone. 100 is one whole processor. */
function cpuPercent({ cpu_stats: now, precpu_stats: before }: EngineStats): number | null {
  if (now.system_cpu_usage === undefined || !before.system_cpu_usage) return null
  const system = now.system_cpu_usage - before.system_cpu_usage
  const used = now.cpu_usage.total_usage - before.cpu_usage.total_usage
  return system > 0 && used >= 0 ? round((used / system) * (now.online_cpus ?? 1) * 100) : null
}

/** File cache that the kernel gives back at once is not use: cgroup 1 and 2 name it differently. */
const fileCache = ({ memory_stats: { stats = {} } }: EngineStats): number =>
  stats.total_inactive_file ?? stats.inactive_file ?? 0

const round = (percent: number): number => Math.round(percent * 100) / 100

function statsText({ cpu_percent, memory_bytes, memory_limit_bytes, memory_percent, pids }: StatsFacts): string {
  const memory = memory_bytes === null ? 'unknown' : bytesText(memory_bytes)
  const limit = memory_limit_bytes === null ? '' : ` of ${bytesText(memory_limit_bytes)}`
  const share = memory_percent === null ? '' : ` (${memory_percent}%)`
  return [
    `cpu: ${cpu_percent === null ? 'unknown' : `${cpu_percent}%`}`,
    `memory: ${memory}${limit}${share}`,
    `processes: ${pids ?? 'unknown'}`,
  ].join('\n')
}
