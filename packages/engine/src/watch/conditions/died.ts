import { type Finding, holds, millisecondsOf, onPurpose, over, type Subject, unclear } from '../finding.ts'

/**
 * A container ended that should run: it failed, or it is a service (it has a health check) and ended at all.
 * One that ends with 0 and has no health check did its work. One that is removed with its end leaves nothing to repair.
 */
export function died({ container, ending, laws, nowMs }: Subject): Finding {
  const { status, run } = container
  if (status === 'running' || status === 'paused') return over
  if (status !== 'exited' && status !== 'dead') return unclear()
  const finished = millisecondsOf(run.finishedAt)
  if (finished === null || ending === null) return unclear()
  if ((ending.undecidedUntil ?? 0) > nowMs) return unclear(ending.undecidedUntil)
  if (onPurpose(ending) || run.autoRemove) return over
  const failed = run.exitCode !== 0 || run.oomKilled
  const description = `It ended with exit code ${run.exitCode}${run.error === '' ? '' : ` (${run.error})`}.`
  if (ending.by === 'itself') return failed || run.hasHealthCheck ? holds(finished, description) : over
  return failed && nowMs - finished < laws.recentMs
    ? holds(finished, `${description} Nobody saw who ended it.`)
    : unclear()
}
