import type { HealthFacts } from '@devops-ai/contract'

/**
 * What the target suffers now and did not suffer before the change, as a sentence; null where there is nothing. Trouble
 * that was there before and goes on is no harm, however long it lasts.
 */
export function harm(before: HealthFacts, now: HealthFacts): string | null {
  if (isAlive(before) && !isAlive(now)) return `It was ${before.status} before and is ${ended(now)} now`
  if (before.status !== 'restarting' && now.status === 'restarting')
    return `It was ${before.status} before, and now the engine restarts it again and again`
  if (before.status !== 'restarting' && now.restart_count > before.restart_count)
    return `The engine has restarted it ${now.restart_count} times, ${before.restart_count} times before`
  if (before.status !== 'running' || now.status !== 'running') return null
  if (isWell(before) && now.health === 'unhealthy') return `It was ${worded(before)} before and is unhealthy now`
  if (!before.oom_killed && now.oom_killed) return 'The kernel has killed in it for memory, which it had not before'
  return null
}

const isAlive = ({ status }: HealthFacts): boolean => status === 'running' || status === 'paused'

/** Without a failed probe it was not known to be ill. */
const isWell = ({ health }: HealthFacts): boolean => health === 'healthy' || health === 'none'

const worded = ({ health }: HealthFacts): string => (health === 'none' ? 'running' : health)

const ended = ({ status, exit_code }: HealthFacts): string =>
  status === 'exited' || status === 'dead' ? `${status} with code ${exit_code}` : status
