import type { Clock, Log } from '../ports.ts'
import type { Appended, Rules } from '../store/append.ts'
import type { Database } from '../store/database.ts'
import { lastSeen, noteSeen, setBack } from '../store/set-back.ts'

/** Clocks of several machines differ, and are corrected by a little; a clock that is set back by more is noticed. */
const mostSetBackMs = 5_000
/** So often what the clock says is written down, for the next life. */
const noteEveryMs = 10_000
/** Looks after a set-back in which what was being written meanwhile by the wrong clock is put right, too. */
const looksAfter = 30

export interface ClockWatchDeps {
  readonly db: Database
  readonly clock: Clock
  readonly rules: Rules
  readonly log: Log
  /** Told after the commit. */
  readonly onAppended: (appended: readonly Appended[]) => void
}

/**
 * Notices a clock that was ahead and was put right, by what it said at the look before or in an earlier life, and has the rows put right.
 * True when it was. To be called before anything else is done and then once a second. Throws what the database throws.
 */
export function clockWatch({ db, clock, rules, log, onAppended }: ClockWatchDeps): () => Promise<boolean> {
  let seen: Date | null = null
  let noted = Number.NEGATIVE_INFINITY
  let after: { readonly back: number; left: number } | null = null

  const putRight = async (now: Date, back: number, floor: Date): Promise<void> =>
    onAppended(await setBack(db, { now, back, floor }, rules))

  return async () => {
    const before = seen ?? (await lastSeen(db))
    const now = clock.now()
    const back = before === null ? 0 : before.getTime() - now.getTime()
    const isSetBack = back > mostSetBackMs
    if (isSetBack) {
      log.warn(`the clock was set back by ${Math.round(back / 1_000)} s: what it wrote is put right`)
      await putRight(now, back, now)
      after = { back, left: looksAfter }
      noted = Number.NEGATIVE_INFINITY
    } else if (after) {
      const { back: last } = after
      await putRight(now, last, new Date(now.getTime() + last - mostSetBackMs))
      after = after.left > 1 ? { back: last, left: after.left - 1 } : null
    }
    if (now.getTime() - noted >= noteEveryMs || now.getTime() < noted) {
      await noteSeen(db, now)
      noted = now.getTime()
    }
    seen = now
    return isSetBack
  }
}
