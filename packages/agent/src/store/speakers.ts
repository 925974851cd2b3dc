import { IncidentId, instant } from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from './database.ts'
import { needsAPerson } from './incidents.ts'

const Speaker = z.object({ id: IncidentId, name: z.string() })

/** The incident of a group that needed a person first, among those whose message reached or may yet reach somebody. */
export async function speakerOf(db: Database, group: IncidentId): Promise<z.infer<typeof Speaker> | null> {
  const { rows } = await sql`
    select i.id, coalesce(i.snapshot -> 'target' ->> 'name', i.snapshot ->> 'name') as name
    from incidents i join events e on e.incident_id = i.id
    where i.group_id = ${group} and ${needsAPerson} and e.event ->> 'type' = 'escalated' and not exists (
      select from events n where n.incident_id = i.id and n.event ->> 'type' = 'notified'
        and n.event ->> 'message_id' like i.id || ':escalated%'
        and (n.event ->> 'delivered' = 'false' or n.event ->> 'channel' = 'storm'))
    order by e.at, i.id limit 1`.execute(db)
  return z.array(Speaker).parse(rows)[0] ?? null
}

const Covering = z.object({ incident: IncidentId, began: z.date().transform((date) => instant(date)) })

/**
 * The storm in whose messages people hear of an incident: the one that lasts, or for a call for help the one that lasted when it was
 * decided, however late it is told. A storm covers its own incident, too.
 */
export async function stormCovering(
  db: Database,
  { id, escalation }: { readonly id: IncidentId; readonly escalation: boolean },
): Promise<z.infer<typeof Covering> | null> {
  const { rows } = await sql`
    select s.incident_id as incident, s.began_at as began from storms s
    where (s.ended_at is null and exists (select from incidents own where own.id = s.incident_id and own.ended_at is null))
      or (${escalation} and s.ended_at >= (
      select max(at) from events where incident_id = ${id} and event ->> 'type' = 'escalated'))
    order by s.began_at desc limit 1`.execute(db)
  return z.array(Covering).parse(rows)[0] ?? null
}

const Channel = z.object({ channel: z.string() })

/** By which channel people were told that an incident needs one; null when they were not. */
export async function toldOf(db: Database, id: IncidentId): Promise<string | null> {
  const { rows } = await sql`
    select event ->> 'channel' as channel from events
    where incident_id = ${id} and event ->> 'type' = 'notified' and event ->> 'message_id' like ${`${id}:escalated%`}
    order by sequence desc limit 1`.execute(db)
  return z.array(Channel).parse(rows)[0]?.channel ?? null
}
