import type { KnownContainer, Run } from '../index/known.ts'
import type { Ending } from '../index/stopped-by.ts'
import type { AlertName } from './alert-names.ts'
import { millisecondsOf } from './finding.ts'
import type { WatchLaws } from './laws.ts'

/** An alert that was told and not taken back. */
export interface Firing {
  readonly startsAtMs: number
  readonly labels: Readonly<Record<string, string>>
  readonly description: string
  /** Something happened since: if the condition holds again, it is another occurrence. */
  readonly stale: boolean
}

/** What the watch remembers of one container. */
export interface Memory {
  readonly run: Run | null
  readonly ends: readonly number[]
  readonly firing: Readonly<Partial<Record<AlertName, Firing>>>
}

export const nothingKnown: Memory = { run: null, ends: [], firing: {} }

/** After work of ours: what was told before is another occurrence's, and its ends were our doing. */
export const afresh = ({ firing }: Memory): Memory => ({ run: null, ends: [], firing: staled(firing, () => true) })

export function staled(firing: Memory['firing'], which: (name: string) => boolean): Memory['firing'] {
  return Object.fromEntries(
    Object.entries(firing).map(([name, told]) => [name, which(name) ? { ...told, stale: true } : told]),
  )
}

// More than these say nothing new.
const mostEnds = 20

/** The unexpected ends within the window, this look's included. */
export function endsNow(
  { run, ends }: Memory,
  container: KnownContainer,
  ending: Ending | null,
  { crashLoop }: WatchLaws,
  nowMs: number,
): readonly number[] {
  const finished = millisecondsOf(container.run.finishedAt)
  const recent = ends.filter((end) => end > nowMs - crashLoop.windowMs)
  const more = finished === null ? 0 : unexpectedEnds(run, container, ending, crashLoop, nowMs)
  return [...recent, ...Array.from({ length: Math.min(more, mostEnds) }, () => finished ?? nowMs)].slice(-mostEnds)
}

function unexpectedEnds(
  before: Run | null,
  { run, status }: KnownContainer,
  ending: Ending | null,
  { ends, calmMs }: WatchLaws['crashLoop'],
  nowMs: number,
): number {
  // The first look at a container: the engine's own counter tells what went before, if it is about now.
  if (!before) {
    const calm = status !== 'restarting' && nowMs - (millisecondsOf(run.startedAt) ?? 0) >= calmMs
    return run.restartCount >= ends && !calm ? ends : 0
  }
  // Docker counts the restarts of its policy, and begins anew when somebody starts the container.
  const restarts = run.restartCount - before.restartCount
  if (restarts > 0) return restarts
  return run.finishedAt !== before.finishedAt && ending?.by === 'itself' ? 1 : 0
}
