import { IncidentId } from '@devops-ai/contract'
import type { NewId } from '../ports.ts'
import type { Appending } from '../store/append.ts'
import type { Tx } from '../store/database.ts'
import { beginStorm, openedSince, stormKey, stormOf } from '../store/storms.ts'
import { isStorm, type StormLimits } from './storm.ts'

export interface BeginDeps {
  readonly newId: NewId
  readonly storm: StormLimits
}

const history = { incidents: 0, changes_last_hour: 0, ineffective_changes: 0 }

/**
 * Asked within the transaction that opens `opening` incidents. When they make a storm, it begins with them, so that none of them is
 * told of alone. The answer opens the incident by which people are told of the storm; `begins` writes the storm down after that.
 */
export async function stormFrom(
  tx: Tx,
  { newId, storm }: BeginDeps,
  opening: number,
  now: Date,
): Promise<Appending | null> {
  if (opening === 0) return null
  const [known, before] = await Promise.all([
    stormOf(tx),
    openedSince(tx, beginOfWindow(storm, now), storm.incidents + 1),
  ])
  if (known || !isStorm(opening + before, storm)) return null
  const events = [{ type: 'opened', target: null, name: 'a storm of incidents', history } as const]
  return { id: IncidentId.parse(newId()), key: stormKey, events }
}

export const begins = (tx: Tx, { newId, storm }: BeginDeps, incident: IncidentId, now: Date): Promise<void> =>
  beginStorm(tx, { id: newId(), incident, began: now, since: beginOfWindow(storm, now) })

export const beginOfWindow = ({ windowSeconds }: StormLimits, now: Date): Date =>
  new Date(now.getTime() - windowSeconds * 1_000)
