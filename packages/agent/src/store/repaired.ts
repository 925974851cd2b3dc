import { IncidentId } from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from './database.ts'

/** An incident whose target a change has repaired, as was seen at its end. */
export interface Repaired {
  readonly id: IncidentId
  readonly endedAt: Date
}

const Rows = z.array(z.object({ key: z.string(), id: IncidentId, endedAt: z.date() }))

/** The last repair of each key since then, where nothing is open. */
export async function repairedOf(tx: Tx, keys: readonly string[], since: Date): Promise<ReadonlyMap<string, Repaired>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql`
    select distinct on (key) key, id, ended_at as "endedAt" from incidents i
    where key = any(${keys}) and phase = 'resolved' and (snapshot ->> 'changes')::int > 0 and ended_at > ${since}
      and not exists (select from incidents o where o.key = i.key and o.ended_at is null)
    order by key, ended_at desc`.execute(tx)
  return new Map(Rows.parse(rows).map(({ key, ...repaired }) => [key, repaired]))
}
