import { type Finding, holds, millisecondsOf, over, type Subject, unclear } from '../finding.ts'

/** The health check of a running container fails. A paused one's check stalls: that says nothing. */
export function unhealthy({ container, laws, nowMs }: Subject): Finding {
  const { status, health, run, seen } = container
  if (status === 'paused' || status === 'restarting') return unclear()
  if (status !== 'running') return over
  if (health === 'starting') return unclear()
  if (health !== 'unhealthy') return over
  const graceEnds = (millisecondsOf(run.startedAt) ?? 0) + laws.startGraceMs
  if (nowMs < graceEnds) return unclear(graceEnds)
  const since = seen.healthSince === null ? nowMs : Number(seen.healthSince / 1_000_000n)
  return holds(since, 'Its health check fails.')
}
