import { nanoseconds } from '@devops-ai/operations'
import type { StoppedBy } from '../ports.ts'
import type { KnownContainer } from './known.ts'
import type { OwnWorkRecord } from './own-work.ts'
import type { EndedBy } from './sighting.ts'

export interface Ending {
  readonly by: EndedBy
  /** Until then (our time, ms) it may turn out to have been a person. */
  readonly undecidedUntil: number | null
}

// An end that was seen belongs to the run that inspect shows when their times agree.
const agreeWithin = 5_000_000_000n

/** How the last run ended. What nobody saw and no record of ours explains is unknown. */
export function endingOf(container: KnownContainer, own: OwnWorkRecord): Ending | null {
  const finished = nanoseconds(container.run.finishedAt)
  if (finished === null) return null
  const { end } = container.seen
  if (end && distance(end.at, finished) < agreeWithin) return { by: end.by, undecidedUntil: end.undecidedUntil }
  const ours = own.doing(container.engine, container.id, new Date(Number(finished / 1_000_000n)))
  return { by: ours === 'container.stop' ? 'gateway' : 'unknown', undecidedUntil: null }
}

/** Who stopped or paused it. Undecided is unknown: a person is not to be accused, nor a crash to be assumed. */
export function stoppedBy(container: KnownContainer, own: OwnWorkRecord, nowMs: number): StoppedBy {
  if (container.status === 'paused') {
    const ours = own.last(container.engine, container.id) === 'container.pause'
    return container.seen.pausedBy ?? (ours ? 'gateway' : 'unknown')
  }
  if (container.status !== 'exited' && container.status !== 'dead') return 'not_stopped'
  const ending = endingOf(container, own)
  if (!ending || (ending.undecidedUntil ?? 0) > nowMs) return 'unknown'
  return ending.by
}

const distance = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a)
