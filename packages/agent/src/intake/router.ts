import type { TargetInfo } from '@devops-ai/contract'
import type { KnownTargets } from '../perform/known-targets.ts'
import { backOff } from '../perform/performer.ts'
import { pause, sentenceOf, type Clock, type Log } from '../ports.ts'
import { startRounds, type Rounds } from '../runner/rounds.ts'
import { alertsWithNews, unchangedNews, type NewsOfAlert } from '../store/alerts.ts'
import { workAlone } from '../store/alone.ts'
import type { Appended } from '../store/append.ts'
import type { Database, Tx } from '../store/database.ts'
import { isTest } from './belonging.ts'
import { route, type RouteDeps } from './route.ts'

/** Alerts of one transaction. */
const batchSize = 250
const sweepMs = 1_000
/** How long a round gives way to alerts that come: thrice as long as the one before it took, within these bounds, in such steps. */
const leastYieldMs = 250
const mostYieldMs = 5_000
const yieldMs = 25
/** How long a round under way may go on after the end was asked for; what it did not commit is routed at the next start. */
const drainMs = 3_000

export interface RouterDeps extends RouteDeps {
  readonly db: Database
  readonly targets: KnownTargets
  readonly clock: Clock
  readonly log: Log
  /** How long alerts wait for a gateway that does not answer; then their incidents open without a target. */
  readonly patienceSeconds: number
  /** More alerts come than are taken in. */
  readonly pressed: () => boolean
  /** Told of every batch that was looked for and done with. */
  readonly onRound: () => void
  /** Told after the commit. */
  readonly onAppended: (appended: readonly Appended[]) => void
}

/** Brings stored alerts to their incidents, one batch after the other, one agent at a time. */
export type Router = Rounds

/** What can be named, null where the gateway does not say. */
interface Listed {
  readonly wait: boolean
  readonly targets: readonly TargetInfo[] | null
}

/** Starts routing; what was left over by an earlier life is taken up at once. */
export function startRouter(deps: RouterDeps): Router {
  const { db, clock, log } = deps
  let silences = 0
  let lastRoundMs = 0

  /** Senders that press are answered first, but not for ever: what is severe waits in the same rows. */
  const calm = async (signal: AbortSignal): Promise<void> => {
    const most = Math.min(mostYieldMs, Math.max(leastYieldMs, 3 * lastRoundMs))
    for (let waited = 0; deps.pressed() && waited < most && !signal.aborted; waited += yieldMs)
      await pause(clock, yieldMs)
  }

  /** True when another batch waits. Of one severity at a time: what is severe does not wait until all the rest is routed with it. */
  const oneRound = async (): Promise<boolean> => {
    const found = await alertsWithNews(db, batchSize)
    const news = found.filter(({ rank }) => rank === found[0]?.rank)
    if (news.length === 0) return false
    const { wait, targets } = await targetsFor(news)
    const ready = wait ? news.filter(needsNoTarget) : news
    if (ready.length > 0) deps.onAppended(await db.transaction().execute((tx) => deliver(tx, ready, targets)))
    return !wait && (found.length === batchSize || news.length < found.length)
  }

  const deliver = async (tx: Tx, read: readonly NewsOfAlert[], targets: Listed['targets']) => {
    await workAlone(tx, 'routing')
    const undelivered = await unchangedNews(tx, read)
    return route(
      tx,
      deps,
      read.filter(({ id }) => undelivered.has(id)),
      targets,
      clock.now(),
    )
  }

  /** While the gateway is silent those that need it wait, as long as there is patience. */
  const targetsFor = async (news: readonly NewsOfAlert[]): Promise<Listed> => {
    if (news.every(needsNoTarget)) return { wait: false, targets: null }
    const reply = await deps.targets.fresh()
    if (reply.kind === 'answer') {
      silences = 0
      return { wait: false, targets: reply.body.targets }
    }
    silences += 1
    log.warn(
      `the gateway does not say what can be named: ${reply.kind === 'problem' ? reply.body.detail : reply.detail}`,
    )
    const oldest = Math.min(...news.map(({ received_at }) => received_at.getTime()))
    return { wait: clock.now().getTime() - oldest <= deps.patienceSeconds * 1_000, targets: null }
  }

  return startRounds({
    clock,
    async round(signal) {
      await calm(signal)
      const began = clock.now().getTime()
      const more = await oneRound()
      lastRoundMs = clock.now().getTime() - began
      deps.onRound()
      return more
    },
    failed: (error) => log.warn(`alerts wait for the database: ${sentenceOf(error)}`),
    restMs: () => (silences === 0 ? sweepMs : backOff(silences, 125, 5_000)),
    drainMs,
  })
}

const needsNoTarget = ({ alert, incident_id, news }: NewsOfAlert): boolean =>
  isTest(alert) || (incident_id !== null && news === 'resolved')
