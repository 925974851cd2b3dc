import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from './database.ts'
import { forget, remember } from './memory.ts'

/** What may go: what ended before `before`, and what is beyond the newest `keep` that have ended. */
export interface Limits {
  readonly before: Date
  readonly keep: number
  /** Of incidents with a change after this nothing goes: the budgets count it. */
  readonly changedAfter: Date
}

const Id = z.object({ id: z.string() })

/**
 * Prunes at most `batch` incidents that have ended, with their alerts, events and effects; their sums are remembered. What is
 * open, has news, or is still to be told stays, and so does what a monitor goes on speaking of. Says how many went.
 */
export async function pruneIncidents(
  db: Database,
  { before, keep, changedAfter }: Limits,
  batch: number,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql`
      with excess as (
        select ended_at from incidents where ended_at is not null order by ended_at desc offset ${keep} limit 1)
      select i.id from incidents i
      where i.ended_at is not null
        and (i.ended_at <= (select ended_at from excess) or (i.ended_at < ${before} and not exists (
          select from alerts a where a.incident_id = i.id and a.received_at >= ${before})))
        and not exists (select from alerts a where a.incident_id = i.id and a.news is not null)
        and not exists (select from changes c where c.incident_id = i.id and c.at > ${changedAfter})
        and not exists (select from tellings t where t.incident_id = i.id)
        and not exists (select from effects f where f.incident_id = i.id)
        and not exists (select from storms s where s.incident_id = i.id and s.ended_at is null)
      order by i.ended_at limit ${batch} for update skip locked`.execute(tx)
    const ids = z
      .array(Id)
      .parse(rows)
      .map(({ id }) => id)
    if (ids.length === 0) return 0
    await remember(tx, ids)
    // An alert that has got news since they were chosen keeps its incident: the next round decides anew.
    await tx.deleteFrom('alerts').where('incident_id', 'in', ids).where('news', 'is', null).execute()
    for (const table of ['events', 'effects', 'storms'] as const)
      await tx.deleteFrom(table).where('incident_id', 'in', ids).execute()
    await tx.deleteFrom('incidents').where('id', 'in', ids).execute()
    return ids.length
  })
}

/** What else has an age: counted changes, maintenance windows and pauses that are over. Bounded work; may be called again. */
export async function pruneRest(db: Database, { before, changedAfter }: Limits): Promise<void> {
  const old = before < changedAfter ? before : changedAfter
  await db.deleteFrom('changes').where('at', '<', old).execute()
  await db.deleteFrom('maintenance').where('ends_at', '<', before).execute()
  await db.deleteFrom('pauses').where('resumed_at', '<', before).execute()
  await forget(db)
}
