import { type Finding, holds, millisecondsOf, onPurpose, over, type Subject, unclear } from '../finding.ts'

/** It ends and is started again, and again: by Docker's restart policy or by whoever starts it. */
export function crashLooping({ container, ending, ends, laws, nowMs }: Subject): Finding {
  const { status, health, run } = container
  const ended = status === 'exited' || status === 'dead'
  if (ended && onPurpose(ending)) return over
  const calmAt = status === 'running' ? (millisecondsOf(run.startedAt) ?? 0) + laws.crashLoop.calmMs : null
  if (calmAt !== null && nowMs >= calmAt && health !== 'unhealthy') return over
  const last = ends.at(-1)
  if (last === undefined || ends.length < laws.crashLoop.ends) return unclear(calmAt)
  const minutes = Math.round(laws.crashLoop.windowMs / 60_000)
  return holds(
    last,
    `It ended ${ends.length} times within ${minutes} minutes, last with exit code ${run.exitCode}.`,
    calmAt,
  )
}
