import { instant, type IncidentEvent } from '@devops-ai/contract'
import { ended, type Effect } from '../incident/incident.ts'
import { backOff, done, laterBy, perform, type Performed, type Performers } from '../perform/performer.ts'
import { sentenceOf, type Log } from '../ports.ts'
import { appendOutcome, appendOutcomeWithin, type Appended, type Rules } from '../store/append.ts'
import type { Database, Tx } from '../store/database.ts'
import { finish, postpone, type Planned } from '../store/effects.ts'

/** Tries of an effect that ended in an error of ours, after which a person is told. */
const mostTries = 5

export interface CarryOutDeps {
  readonly db: Database
  readonly performers: Performers
  readonly rules: Rules
  readonly now: () => Date
  readonly log: Log
  readonly signal: AbortSignal
  /** Told after the commit. */
  readonly onAppended: (appended: readonly Appended[]) => void
}

/**
 * Performs one planned effect and commits what came of it: events, their steps, new effects and the end of this one in
 * one transaction. A crash at any moment repeats at most the performing. Throws only what the database throws.
 */
export async function carryOut(deps: CarryOutDeps, planned: Planned): Promise<void> {
  try {
    const performed = await unlessAbandoned(deps.signal, performedOf(deps, planned))
    if (performed === 'abandoned') return
    if ('later' in performed)
      await postpone(deps.db, planned, { to: new Date(performed.later), notes: performed.notes, failed: false })
    else if ('decide' in performed) await decideAndCommit(deps, planned, performed.decide)
    else await commit(deps, planned, performed.events)
  } catch (error) {
    await failed(deps, planned, error)
  }
}

/** After the end only the telling of it is left to do, and to write down what became of a change that was asked for. */
const outlive: readonly Effect['do'][] = ['notify', 'call', 'await_approval']

async function performedOf(
  { performers, now, signal }: CarryOutDeps,
  { effect, incident, notes }: Planned,
): Promise<Performed> {
  if (effect.do === 'log') return { events: [effect.event] }
  if (ended(incident) && !outlive.includes(effect.do)) return done
  return perform(performers, effect, { incident, notes, now, signal })
}

/** A bug of ours is tried again for a while, then a person hears of it. While the database is silent nothing counts. */
async function failed(deps: CarryOutDeps, planned: Planned, error: unknown): Promise<void> {
  const { effect, notes, attempt, incident } = planned
  const sentence = `${effect.do} failed: ${sentenceOf(error)}`
  const tries = attempt + 1
  if (tries < mostTries) {
    const to = new Date(laterBy(deps.now(), backOff(attempt, 500, 30_000)))
    await postpone(deps.db, planned, { to, notes, failed: true })
  } else {
    const reason = `our fault: ${sentence}, ${tries} times`
    await commit(deps, planned, [{ type: 'escalated', reason, suggestion: null }])
  }
  const stack = error instanceof Error ? error.stack : null
  deps.log.error(`incident ${incident.id}: our fault, try ${tries} of ${mostTries}: ${sentence}`, { stack })
}

async function commit(
  { db, rules, now, onAppended }: CarryOutDeps,
  planned: Planned,
  events: readonly IncidentEvent[],
): Promise<void> {
  if (events.length === 0) return finish(db, planned)
  const appended = await appendOutcome(db, planned, events, instant(now()), rules)
  if (appended) onAppended([appended])
}

/** What is decided and what is appended are one transaction; when the effect is off the list already, neither happens. */
async function decideAndCommit(
  { db, rules, now, onAppended }: CarryOutDeps,
  planned: Planned,
  decide: (tx: Tx) => Promise<readonly IncidentEvent[]>,
): Promise<void> {
  const appended = await db
    .transaction()
    .execute(async (tx) => {
      const events = await decide(tx)
      if (events.length === 0) return finish(tx, planned)
      const one = await appendOutcomeWithin(tx, planned, events, instant(now()), rules)
      if (!one) throw new AlreadyDone()
      return one
    })
    .catch((error: unknown) => {
      if (!(error instanceof AlreadyDone)) throw error
    })
  if (appended) onAppended([appended])
}

/** Somebody else has carried the effect out: whatever was decided here is rolled back. */
class AlreadyDone extends Error {}

/** The signal lives as long as the agent: whoever no longer waits for it takes the listener away. */
function unlessAbandoned<T>(signal: AbortSignal, work: Promise<T>): Promise<T | 'abandoned'> {
  let abandon = (): void => {}
  const abandoned = new Promise<'abandoned'>((resolve) => {
    abandon = () => resolve('abandoned')
    if (signal.aborted) abandon()
    else signal.addEventListener('abort', abandon, { once: true })
  })
  return Promise.race([work, abandoned]).finally(() => signal.removeEventListener('abort', abandon))
}
