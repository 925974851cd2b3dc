import type { HealthFacts, Target } from '@devops-ai/contract'
import type { Draft } from './draft.ts'

/** What the engine says of the target itself. */
export const statusEvidence = (about: Target, facts: HealthFacts): Draft => ({
  source: 'status',
  about: about.name,
  sentence: `${about.name} ${stateSentence(facts)}`,
  data: facts,
  truncated: false,
})

/** One container's state as the rest of a sentence, e.g. `runs and is unhealthy: 3 failed probes in a row`. */
export function stateSentence(facts: HealthFacts): string {
  return [stateOf(facts), ...details(facts)].join(', ')
}

function stateOf({ status, health, failing_streak, exit_code }: HealthFacts): string {
  switch (status) {
    case 'running':
      if (health === 'none') return 'runs and has no health check'
      if (health === 'unhealthy') return `runs and is unhealthy (${failing_streak} failed probes in a row)`
      return health === 'starting' ? 'runs and is still starting' : 'runs and is healthy'
    case 'exited':
      return `has exited with code ${exit_code}`
    case 'restarting':
      return `is being restarted by the engine after exit code ${exit_code}`
    case 'created':
      return 'was created and has never started'
    case 'paused':
      return 'is paused'
    case 'removing':
      return 'is being removed'
    case 'dead':
      return 'is dead: the engine could not remove it'
  }
}

const stops: Readonly<Record<HealthFacts['stopped_by'], string | null>> = {
  person: 'by a person',
  gateway: 'through the gateway',
  itself: 'by itself',
  unknown: 'nobody saw by whom',
  not_stopped: null,
}

function details({ status, stopped_by, oom_killed, restart_count, error, probes, health }: HealthFacts): string[] {
  const stopped = status === 'running' ? null : stops[stopped_by]
  const output = health === 'unhealthy' ? probes.at(-1)?.output : undefined
  return [
    ...(stopped === null ? [] : [stopped]),
    ...(oom_killed ? ['killed for memory'] : []),
    ...(restart_count > 0 ? [`restarted ${restart_count} times by the engine`] : []),
    ...(output ? [`last probe: ${output.slice(0, 200)}`] : []),
    ...(error === '' ? [] : [`error: ${error.slice(0, 300)}`]),
  ]
}
