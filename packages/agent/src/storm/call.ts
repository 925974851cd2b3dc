import { instant } from '@devops-ai/contract'
import { ended } from '../incident/incident.ts'
import { workAlone } from '../store/alone.ts'
import type { Appended } from '../store/append.ts'
import { callGroup, callNext } from '../store/queue.ts'
import type { TendDeps } from './tend.ts'

/** Has a change of it come to an end, or did it give up its place in the queue? Then the next may be called. */
export const leftAPlace = ({ before, incident }: Appended): boolean =>
  (before.phase === 'acting' && incident.phase !== 'acting') ||
  (before.turn !== null && incident.turn === null && incident.phase !== 'acting')

/** Is a group's root over or in a person's hands, so that the others need not wait for it? */
export const releasedGroup = ({ before, incident }: Appended): boolean =>
  incident.group?.root === incident.id &&
  ((ended(incident) && !ended(before)) || (incident.phase === 'escalated' && before.phase !== 'escalated'))

/** Calls whoever is next in the queue; each looks at its target again before it asks. */
export const callQueue = (deps: TendDeps, now: Date): Promise<readonly Appended[]> =>
  deps.db.transaction().execute(async (tx) => {
    await workAlone(tx, 'changes')
    return callNext(tx, deps.limits.changesAtOnce, instant(now), deps.rules)
  })

/** Calls the groups of these roots. What is missed here looks again by itself a minute later. */
export async function callGroups(
  { db, rules }: TendDeps,
  roots: readonly Appended[],
  now: Date,
): Promise<readonly Appended[]> {
  const called: Appended[] = []
  for (const { incident } of roots)
    called.push(...(await db.transaction().execute((tx) => callGroup(tx, incident, instant(now), rules))))
  return called
}
