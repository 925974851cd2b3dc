import { IncidentId, type History, type Instant } from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from './database.ts'

const Row = z.object({
  key: z.string(),
  open: IncidentId.nullable(),
  incidents: z.int(),
  ineffective_changes: z.int(),
  changes_last_hour: z.int(),
})

/** What is known of the target of a key: its open incident, and what happened within the 24 hours before. */
export interface Past {
  readonly open: IncidentId | null
  readonly history: History
}

const none: Past = { open: null, history: { incidents: 0, changes_last_hour: 0, ineffective_changes: 0 } }

/** The past of each key. Nobody but the one that routes opens incidents, so what is not open here stays so. */
export async function pastOf(tx: Tx, keys: readonly string[], at: Instant): Promise<(key: string) => Past> {
  if (keys.length === 0) return () => none
  const { rows } = await sql`
    select key, min(id::text) filter (where ended_at is null) as open,
      (count(*) filter (where recent))::int as incidents,
      coalesce(sum((snapshot ->> 'ineffective')::int) filter (where recent and phase not in ('resolved', 'closed')), 0)::int as ineffective_changes,
      coalesce(sum(changes) filter (where recent), 0)::int as changes_last_hour
    from (
      select i.*, i.opened_at > ${at}::timestamptz - interval '24 hours' as recent,
        (select count(*) from events e where e.incident_id = i.id and e.at > ${at}::timestamptz - interval '1 hour' and e.at <= ${at}
          and e.event ->> 'type' = 'operation_answered'
          and e.event -> 'result' ->> 'outcome' in ('succeeded', 'failed', 'unknown')) as changes
      from incidents i
      where i.key = any(${keys}) and (i.ended_at is null or i.opened_at > ${at}::timestamptz - interval '24 hours')) as past
    group by key`.execute(tx)
  const known = new Map(
    z
      .array(Row)
      .parse(rows)
      .map(({ key, open, ...history }): [string, Past] => [key, { open, history }]),
  )
  return (key) => known.get(key) ?? none
}
