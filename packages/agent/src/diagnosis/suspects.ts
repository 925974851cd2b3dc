import type { HealthFacts } from '@devops-ai/contract'
import type { DependencyData } from '../evidence/dependency.ts'
import type { Cited, Facts, Round } from '../evidence/facts.ts'
import { isFine } from '../target/fine.ts'
import { failedSince, probesSinceStart, rhythm } from './state.ts'

type Dependency = Cited<DependencyData>

/** A dependency that may be the cause, and what speaks against it. */
export interface Suspect {
  readonly dependency: Dependency
  readonly why: string
}

/** A service is down when none of its containers is above suspicion; one that serves is enough to depend on. */
export const suspects = (facts: Round): readonly Suspect[] =>
  services(facts).flatMap((replicas) => {
    const suspected = replicas.flatMap((dependency) => {
      const why = suspicion(dependency.value, facts.status?.value ?? null)
      return why === null ? [] : [{ dependency, why }]
    })
    return suspected.length === replicas.length ? suspected.slice(0, 1) : []
  })

/**
 * The dependency that looks well only because nobody has probed it since the target began to fail. Its health says
 * nothing yet: what depends on a hung service often fails first.
 */
export function unprobed({ status, ...facts }: Facts, now: number): Dependency | null {
  const since = status ? failedSince(status.value) : null
  if (since === null) return null
  const silent = services(facts).find((replicas) => !replicas.some((replica) => hasPassedSince(replica.value, since)))
  const dependency = silent?.[0]
  return dependency && now < since + patience(dependency.value) ? dependency : null
}

/** Since when it is well again, when it was away at a time after `since`; `null` when nothing says that it was. */
export function recoveredAt(dependency: DependencyData, since: number): number | null {
  if (dependency.kind === 'named_in_logs') return null
  const { facts } = dependency
  const probes = probesSinceStart(facts)
  const failed = probes.findLastIndex(({ exit_code }) => exit_code !== 0)
  const started = facts.started_at === null ? 0 : Date.parse(facts.started_at)
  const passed = probes[failed + 1]
  const back = passed ? Date.parse(passed.at) : started
  return started > since || (failed !== -1 && back > since) ? back : null
}

function suspicion(dependency: DependencyData, target: HealthFacts | null): string | null {
  if (dependency.kind === 'named_in_logs')
    return isFine(dependency) ? null : `is ${dependency.status === 'running' ? dependency.health : dependency.status}`
  const { facts } = dependency
  if (facts.status !== 'running') return isDone(facts, target) ? null : `is ${facts.status}`
  if (facts.health === 'unhealthy' || facts.health === 'starting') return `is ${facts.health}`
  const failed = facts.failing_streak > 0 || (probesSinceStart(facts).at(-1)?.exit_code ?? 0) !== 0
  return failed ? 'failed its last probe' : null
}

/** A job that ended well before the target began has done what was asked of it. */
const isDone = ({ status, exit_code, finished_at }: HealthFacts, target: HealthFacts | null): boolean =>
  status === 'exited' &&
  exit_code === 0 &&
  finished_at !== null &&
  typeof target?.started_at === 'string' &&
  Date.parse(finished_at) <= Date.parse(target.started_at)

/** Only a probe that began after `since` and passed clears a dependency. One without a health check cannot be cleared. */
function hasPassedSince(dependency: DependencyData, since: number): boolean {
  if (dependency.kind === 'named_in_logs' || dependency.facts.health === 'none') return true
  if (dependency.facts.status !== 'running') return true
  return probesSinceStart(dependency.facts).some(({ at, exit_code }) => exit_code === 0 && Date.parse(at) >= since)
}

const leastPatience = 5_000
const mostPatience = 30_000

/** Milliseconds within which its next probe can be expected, from the rhythm of the last ones. */
function patience(dependency: DependencyData): number {
  if (dependency.kind === 'named_in_logs') return leastPatience
  return Math.min(mostPatience, Math.max(leastPatience, rhythm(dependency.facts) + 1_000))
}

function services({ dependencies }: Pick<Facts, 'dependencies'>): readonly (readonly Dependency[])[] {
  const groups = Map.groupBy(dependencies, ({ value }) => `${value.kind} ${value.service ?? `container ${value.name}`}`)
  return [...groups.values()]
}
