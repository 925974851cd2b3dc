import { IncidentId, instant } from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database, Tx } from './database.ts'
import { calledName, needsAPerson } from './incidents.ts'

const Speaker = z.object({ id: IncidentId, name: z.string() })

/** Of an incident `i`: it was called for by itself, and nobody has it in hand yet. */
const speaks = sql`${needsAPerson} and snapshot ->> 'spokenBy' is null and snapshot ->> 'acknowledged' is null`

/**
 * The incident of a group that needed a person first, among those whose message reached or may yet reach somebody. One that a person
 * has in hand sends no further message, so nobody would hear in it of another.
 */
export async function speakerOf(db: Database, group: IncidentId): Promise<z.infer<typeof Speaker> | null> {
  const { rows } = await sql`
    select i.id, ${calledName} as name
    from incidents i join events e on e.incident_id = i.id
    where i.group_id = ${group} and ${speaks} and e.event ->> 'type' = 'escalated' and not exists (
      select from events n where n.incident_id = i.id and n.event ->> 'type' = 'notified'
        and n.event ->> 'message_id' like i.id || ':escalated%'
      having bool_or(n.event ->> 'delivered' = 'false') and not bool_or(n.event ->> 'delivered' = 'true'))
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

const Lost = z.array(z.object({ id: IncidentId, hushed: z.enum(['group', 'storm']) }))
export type Lost = z.infer<typeof Lost>[0]

/**
 * Incidents that need a person who has heard of them in another's message alone, of which nobody speaks any more: of each group one,
 * which then speaks for it. Whoever called before a person took the speaker in hand is covered as long as that is open. Of more than
 * `most` that were told in a storm its last message goes on telling. Locked until `tx` ends; those that another agent has are left out.
 */
export async function lostSpeakers(tx: Tx, most: number): Promise<readonly Lost[]> {
  const { rows } = await sql`
    with quiet as materialized (
      select id, group_id, opened_at from incidents where hushed = 'group'
      union all
      select id, group_id, opened_at from incidents where hushed = 'storm'
        and not exists (select from storms s join incidents own on own.id = s.incident_id
          where s.ended_at is null and own.ended_at is null)
        and (select count(*) from (select from incidents where hushed = 'storm' limit ${most} + 1) as one) <= ${most}),
    speakers as materialized (
      select id, group_id, snapshot ->> 'acknowledged' is not null as taken from incidents
      where group_id in (select group_id from quiet) and hushed is null and ${needsAPerson}
        and (snapshot ->> 'spokenBy' is null or phase in ('investigating', 'diagnosed'))),
    alone as (
      select distinct on (coalesce(q.group_id, q.id)) q.id from quiet q
      where not exists (
        select from speakers s where s.group_id = q.group_id and (not s.taken or (
          select max(at) from events where incident_id = s.id and event ->> 'type' = 'acknowledged') >= (
          select max(at) from events where incident_id = q.id and event ->> 'type' = 'notified')))
      order by coalesce(q.group_id, q.id), q.opened_at, q.id)
    select id, hushed from incidents where hushed is not null and id in (select id from alone)
    order by id for update skip locked`.execute(tx)
  return Lost.parse(rows)
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
