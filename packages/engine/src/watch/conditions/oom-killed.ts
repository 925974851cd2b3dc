import { type Finding, holds, millisecondsOf, onPurpose, over, type Subject, unclear } from '../finding.ts'

/**
 * The kernel killed a process of it for memory. Exit code 137 does not tell that, and a container may go on, or end
 * with 0, after losing a child: the engine's `oom` event and its flag do.
 */
export function oomKilled({ container, ending, laws, nowMs }: Subject): Finding {
  const { status, health, run, seen } = container
  const started = millisecondsOf(run.startedAt) ?? 0
  const told = seen.oomAt === null ? null : Number(seen.oomAt / 1_000_000n)
  const inThisRun = told !== null && told >= started ? told : null
  if (status === 'running' || status === 'paused') {
    if (inThisRun === null) return health === 'starting' || run.oomKilled ? unclear() : over
    const calmAt = inThisRun + laws.memoryCalmMs
    return nowMs < calmAt ? holds(inThisRun, 'The kernel killed one of its processes for memory.', calmAt) : over
  }
  if (onPurpose(ending) || run.autoRemove) return over
  const finished = millisecondsOf(run.finishedAt)
  const at = inThisRun ?? (run.oomKilled ? finished : null)
  if (at === null) return over
  return nowMs - at < laws.recentMs ? holds(at, 'The kernel killed it for memory.') : unclear()
}
