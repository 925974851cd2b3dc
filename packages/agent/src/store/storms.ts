import { Cause, IncidentId, instant, Instant, Phase } from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import { worstRank } from '../storm/severity.ts'
import { mostNamed, type StillOpen, type Storm, type Tally } from '../storm/storm.ts'
import type { Database, Tx } from './database.ts'
import { calledName, needsAPerson } from './incidents.ts'

/** The key of the incident by which people are told of a storm. It is no part of one. */
export const stormKey = 'storm'

const at = z.date().transform((date) => instant(date))
const Row = z.object({
  id: z.string(),
  incident_id: IncidentId,
  began_at: at,
  since: at,
  told_at: at.nullable(),
})

const lasting = (db: Database) =>
  db.selectFrom('storms').select(['id', 'incident_id', 'began_at', 'since', 'told_at']).where('ended_at', 'is', null)

/** The storm that lasts, or null. */
export const stormOf = async (db: Database): Promise<Storm | null> => read(await lasting(db).executeTakeFirst())

/** The same, locked until `tx` ends; null also when somebody else has locked it. */
export const lockedStorm = async (tx: Tx): Promise<Storm | null> =>
  read(await lasting(tx).forUpdate().skipLocked().executeTakeFirst())

function read(row: unknown): Storm | null {
  if (row === undefined) return null
  const { id, incident_id: incident, began_at: began, since, told_at: told } = Row.parse(row)
  return { id, incident, began, since, told }
}

/** How many incidents have opened after `since`, counted up to `most`. */
export async function openedSince(db: Database, since: Date, most: number): Promise<number> {
  const { rows } = await sql`
    select count(*)::int as opened from (
      select from incidents where opened_at > ${since} and key <> ${stormKey} and key not like 'test/%' limit ${most}) as one`.execute(
    db,
  )
  return z.tuple([z.object({ opened: z.int() })]).parse(rows)[0].opened
}

/** Throws when another storm lasts: there is one at a time. */
export async function beginStorm(
  tx: Tx,
  storm: { readonly id: string; readonly incident: IncidentId; readonly began: Date; readonly since: Date },
): Promise<void> {
  const { id, incident, began, since } = storm
  await tx
    .insertInto('storms')
    .values({ id, incident_id: incident, began_at: began, since, told_at: null, ended_at: null })
    .execute()
}

export async function stormTold(tx: Tx, { id }: Storm, now: Date): Promise<void> {
  await tx.updateTable('storms').set({ told_at: now }).where('id', '=', id).execute()
}

export async function endStorm(tx: Tx, { id }: Storm, now: Date): Promise<void> {
  await tx.updateTable('storms').set({ ended_at: now }).where('id', '=', id).execute()
}

const Counts = z.tuple([
  z.object({
    total: z.int(),
    recent: z.int(),
    under_way: z.int(),
    escalated: z.int(),
    resolved: z.int(),
    otherwise: z.int(),
  }),
])
const Open = z.object({
  name: z.string(),
  phase: Phase,
  cause: Cause.nullable(),
  severities: z.array(z.string()),
  opened: Instant,
  asking: z.boolean(),
})

const ofStorm = ({ since }: Storm) =>
  sql`from incidents where opened_at > ${since}::timestamptz and key <> ${stormKey} and key not like 'test/%'`

/** What waits for a person's word, or for the end of what a person has set, may do so for days: no storm lasts for it. */
const held = sql`(coalesce(snapshot -> 'approval', 'null') <> 'null'
  or coalesce(snapshot -> 'waiting' ->> 'gate', '') in ('pause', 'maintenance', 'silence'))`

/** What a storm brought so far. `recently` is the begin of the window before now. */
export async function tallyOf(db: Database, storm: Storm, recently: Date): Promise<Tally> {
  const { rows } = await sql`
    select count(*)::int as total, (count(*) filter (where opened_at > ${recently}))::int as recent,
      (count(*) filter (where ended_at is null and not ${needsAPerson} and not ${held}))::int as under_way,
      (count(*) filter (where ${needsAPerson}))::int as escalated,
      (count(*) filter (where phase = 'resolved'))::int as resolved,
      (count(*) filter (where phase in ('no_action', 'closed')))::int as otherwise ${ofStorm(storm)}`.execute(db)
  const { under_way: underWay, ...counts } = Counts.parse(rows)[0]
  return { ...counts, underWay }
}

/** Those of a storm that are not over. */
export async function stillOpenOf(db: Database, storm: Storm): Promise<StillOpen> {
  const { rows } = await sql`
    select ${calledName} as name, phase,
      snapshot -> 'diagnosis' ->> 'cause' as cause, snapshot ->> 'openedAt' as opened,
      jsonb_path_query_array(snapshot, '$.alerts[*].severity') as severities,
      coalesce(snapshot -> 'approval', 'null') <> 'null' as asking
    ${ofStorm(storm)} and ended_at is null`.execute(db)
  const open = z.array(Open).parse(rows)
  const worst = open
    .map((one) => ({ ...one, severity: one.severities[0] ?? 'unknown', rank: worstRank(one.severities) }))
    .toSorted((one, other) => one.rank - other.rank || Date.parse(one.opened) - Date.parse(other.opened))
    .slice(0, mostNamed)
    .map(({ name, severity, cause, phase }) => ({ name, severity, cause, phase }))
  return { worst, asking: open.filter(({ asking }) => asking).length }
}

const Changes = z.tuple([z.object({ under_way: z.int(), queued: z.int() })])

/** How many changes are under way, and how many incidents wait for their turn. */
export async function changesNow(db: Database): Promise<z.infer<typeof Changes>[0]> {
  const { rows } = await sql`
    select (select count(*) from incidents where acting)::int as under_way,
      (select count(*) from incidents where turn is not null)::int as queued`.execute(db)
  return Changes.parse(rows)[0]
}
