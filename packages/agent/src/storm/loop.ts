import { sentenceOf, type Clock, type Log } from '../ports.ts'
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
  let stopping = false
  let free = false
  let roots: Appended[] = []
  let cancel = (): void => {}
  let running: Promise<void> | null = null

  const round = async (): Promise<void> => {
    const over = roots.splice(0)
    if (over.length > 0) onAppended(await callGroups(deps, over, clock.now()))
    onAppended(await tendStorm(deps, clock.now()))
    onAppended(await tellTheLost(deps, clock.now()))
    free = false
    const before = await changesNow(db)
    if (before.queued > 0) onAppended(await callQueue(deps, clock.now()))
    onStanding({ storm: (await stormOf(db)) !== null, changes: before.under_way, queued: before.queued })
  }
  const go = (): void => {
    if (running || stopping) return
    cancel()
    running = round()
      .catch((error: unknown) => {
        free = false
        log.warn(`storms and the queue wait for the database: ${sentenceOf(error)}`)
      })
      .finally(() => {
        running = null
        if (stopping) return
        if (free || roots.length > 0) go()
        else cancel = clock.after(everyMs, go)
      })
  }
  go()
  return {
    heard(appended) {
      roots = [...roots, ...appended.filter(releasedGroup)]
      free ||= appended.some(leftAPlace)
      if (free || roots.length > 0) go()
    },
    async [Symbol.asyncDispose]() {
      stopping = true
      cancel()
      await running
    },
  }
}
