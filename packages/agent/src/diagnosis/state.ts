import type { HealthFacts } from '@devops-ai/contract'

/** What the engine's facts say, in the words of the rules. */

export const runs = ({ status }: HealthFacts): boolean => status === 'running'

export const isUnhealthy = (facts: HealthFacts): boolean => runs(facts) && facts.health === 'unhealthy'

/** It stopped, and nobody is known to have wanted that. */
export const hasStopped = ({ status, stopped_by }: HealthFacts): boolean =>
  (status === 'exited' || status === 'dead') && stopped_by !== 'person' && stopped_by !== 'gateway'

/** The engine itself says that the target does not do its work. Only then may anything be changed. */
export const hasFailed = (facts: HealthFacts): boolean =>
  isUnhealthy(facts) || hasStopped(facts) || facts.status === 'restarting'

/** The probes of the present run, oldest first. Docker keeps those of the run before. */
export function probesSinceStart({ probes, started_at }: HealthFacts): HealthFacts['probes'] {
  const start = started_at === null ? Number.NEGATIVE_INFINITY : Date.parse(started_at)
  return probes
    .filter(({ at }) => Date.parse(at) >= start)
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
}

/** The failed probes after the last one that passed, oldest first. Docker remembers five at most. */
export function failingProbes(facts: HealthFacts): HealthFacts['probes'] {
  const probes = probesSinceStart(facts)
  return probes.slice(probes.findLastIndex(({ exit_code }) => exit_code === 0) + 1)
}

/** When it began to fail, in milliseconds since 1970; `null` when it has not failed or nobody can say. */
export function failedSince(facts: HealthFacts): number | null {
  const first = isUnhealthy(facts) ? failingProbes(facts)[0]?.at : hasFailed(facts) ? facts.finished_at : null
  return first ? Date.parse(first) : null
}

/** Milliseconds between its last two probes; 0 when there were not two. */
export function rhythm(facts: HealthFacts): number {
  const [before, last] = probesSinceStart(facts).slice(-2)
  return before && last ? Date.parse(last.at) - Date.parse(before.at) : 0
}
