import { sentenceOf, type Clock, type Log } from '../ports.ts'
import { startRounds } from '../runner/rounds.ts'
import type { Appended } from '../store/append.ts'
import { changesNow, stormOf } from '../store/storms.ts'
import { callGroups, callQueue, leftAPlace, releasedGroup } from './call.ts'
import { tellTheLost } from './lost.ts'
import { tendStorm, type TendDeps } from './tend.ts'

const everyMs = 1_000

export interface LoopDeps extends TendDeps {
  readonly clock: Clock
  readonly log: Log
  /** Told after the commit. */
  readonly onAppended: (appended: readonly Appended[]) => void
  readonly onStanding: (now: { readonly storm: boolean; readonly changes: number; readonly queued: number }) => void
}

/** Tends storms, the queue of changes, the groups that wait for their root, and those for whom nobody speaks any more. */
export interface Tending extends AsyncDisposable {
  /** What was appended may have freed a place or ended a root. May be called at any time; what it misses the next round finds. */
  heard(appended: readonly Appended[]): void
}

/** Goes round once a second, and at once when a place is free. Disposing waits for the round under way. */
export function startTending(deps: LoopDeps): Tending {
  const { db, clock, log, onAppended, onStanding } = deps
  const roots: Appended[] = []
  const rounds = startRounds({
    clock,
    async round() {
      const over = roots.splice(0)
      if (over.length > 0) onAppended(await callGroups(deps, over, clock.now()))
      onAppended(await tendStorm(deps, clock.now()))
      onAppended(await tellTheLost(deps, clock.now()))
      const before = await changesNow(db)
      if (before.queued > 0) onAppended(await callQueue(deps, clock.now()))
      onStanding({ storm: (await stormOf(db)) !== null, changes: before.under_way, queued: before.queued })
      return false
    },
    failed: (error) => log.warn(`storms and the queue wait for the database: ${sentenceOf(error)}`),
    restMs: () => everyMs,
  })
  return {
    heard(appended) {
      const over = appended.filter(releasedGroup)
      roots.push(...over)
      if (over.length > 0 || appended.some(leftAPlace)) rounds.wake()
    },
    [Symbol.asyncDispose]: () => rounds[Symbol.asyncDispose](),
  }
}
