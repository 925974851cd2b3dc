import { instant, type IncidentEvent } from '@devops-ai/contract'
import { appendEvents, type Appended, type Rules } from '../store/append.ts'
import type { Database, Tx } from '../store/database.ts'
import { endStorm, lockedStorm, stormTold, tallyOf, stillOpenOf } from '../store/storms.ts'
import { beginOfWindow } from './begin.ts'
import { beginSentence, endSentence, isOver, settleMs, type Storm, type StormLimits } from './storm.ts'

export interface TendDeps {
  readonly db: Database
  readonly rules: Rules
  readonly limits: StormLimits
}

/**
 * Tells people of a storm a moment after its begin, and again when it is over, once each: by events of its incident, in the
 * transaction that notes it. Of several agents one does it.
 */
export const tendStorm = (deps: TendDeps, now: Date): Promise<readonly Appended[]> =>
  deps.db.transaction().execute(async (tx) => {
    const { rules, limits } = deps
    const storm = await lockedStorm(tx)
    if (!storm) return []
    const event = await whatToSay(tx, storm, limits, now)
    if (!event) return []
    if (storm.told === null) await stormTold(tx, storm, now)
    else await endStorm(tx, storm, now)
    return appendEvents(tx, [{ id: storm.incident, events: [event] }], instant(now), rules)
  })

async function whatToSay(tx: Tx, storm: Storm, limits: StormLimits, now: Date): Promise<IncidentEvent | null> {
  if (storm.told === null) {
    if (now.getTime() < Date.parse(storm.began) + settleMs) return null
    const tally = await tallyOf(tx, storm, beginOfWindow(limits, now))
    const reason = beginSentence(tally, await stillOpenOf(tx, storm), limits)
    return { type: 'escalated', reason, suggestion: null }
  }
  const tally = await tallyOf(tx, storm, beginOfWindow(limits, now))
  if (!isOver(tally, limits)) return null
  return { type: 'no_action', reason: endSentence(tally, await stillOpenOf(tx, storm), storm, limits, now) }
}
