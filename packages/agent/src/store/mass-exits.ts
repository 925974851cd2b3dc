import { IncidentId, Instant, Target, type EngineName } from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import { toJson } from './json.ts'
import type { Tx } from './database.ts'
import { needsAPerson } from './incidents.ts'

const Single = z.object({ id: IncidentId, target: Target })

export interface RecentEnds {
  /** Open incidents of single containers that ended. */
  readonly singles: readonly z.infer<typeof Single>[]
  /** Is there an open incident of the engine to which containers were added? */
  readonly underWay: boolean
}

/** What was told since `since` of containers of an engine that ended. */
export async function recentEnds(tx: Tx, engine: EngineName, alert: string, since: Date): Promise<RecentEnds> {
  const { rows: singles } = await sql`
    select id, snapshot -> 'target' as target from incidents
    where ended_at is null and opened_at > ${since} and key like ${`${engine}/%`}
      and snapshot -> 'alerts' @> ${toJson([{ name: alert }])}::jsonb`.execute(tx)
  const { rows: exits } = await sql`
    select id from incidents
    where ended_at is null and key = ${`mass-exit/${engine}`} and (snapshot -> 'exit' ->> 'last')::timestamptz > ${since}`.execute(
    tx,
  )
  return { singles: z.array(Single).parse(singles), underWay: exits.length > 0 }
}

const Exit = z.object({ id: IncidentId, escalated: z.boolean(), engine: z.string(), last: Instant })
export type OpenExit = z.infer<typeof Exit>

/** The open incident of a mass exit that this container is a part of; null when there is none. */
export async function openExitOf(tx: Tx, { engine, id }: Target): Promise<OpenExit | null> {
  const { rows } = await sql`
    select id, ${needsAPerson} as escalated, snapshot ->> 'name' as engine, snapshot -> 'exit' ->> 'last' as last from incidents
    where ended_at is null and key = ${`mass-exit/${engine}`}
      and snapshot -> 'exit' -> 'members' @> ${toJson([{ id }])}::jsonb`.execute(tx)
  return z.array(Exit).parse(rows)[0] ?? null
}
