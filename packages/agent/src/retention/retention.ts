import { pause, sentenceOf, type Clock, type Log } from '../ports.ts'
import { startRounds } from '../runner/rounds.ts'
import type { Database } from '../store/database.ts'
import { pruneIncidents, pruneRest } from '../store/retention.ts'

export interface RetentionSettings {
  /** What has ended is kept so long. */
  readonly days: number
  /** And so many of it at most. */
  readonly incidents: number
}

export interface RetentionDeps {
  readonly db: Database
  readonly settings: RetentionSettings
  readonly clock: Clock
  readonly log: Log
}

const roundMs = 60_000
const pauseMs = 50
const batch = 50
const dayMs = 24 * 3_600_000

/** One round: batches until nothing is left to prune, with a pause between them. Says how many incidents went. */
export async function retain({ db, settings, clock }: RetentionDeps, signal: AbortSignal): Promise<number> {
  const now = clock.now().getTime()
  const limits = {
    before: new Date(now - settings.days * dayMs),
    keep: settings.incidents,
    changedAfter: new Date(now - dayMs),
  }
  let pruned = 0
  for (let went = batch; went === batch && !signal.aborted;) {
    went = await pruneIncidents(db, limits, batch)
    pruned += went
    if (went === batch) await pause(clock, pauseMs)
  }
  await pruneRest(db, limits)
  return pruned
}

/** Keeps the tables bounded, in the background, a minute after each round. */
export const startRetention = (deps: RetentionDeps): AsyncDisposable =>
  startRounds({
    clock: deps.clock,
    async round(signal) {
      const pruned = await retain(deps, signal)
      if (pruned > 0) deps.log.info(`retention: ${pruned} incidents that had ended are gone`)
      return false
    },
    failed: (error) => deps.log.warn(`retention waits for the database: ${sentenceOf(error)}`),
    restMs: () => roundMs,
  })
