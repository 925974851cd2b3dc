import {
  Companion,
  LoggedEvent,
  instant,
  type Evidence,
  type IncidentEvent,
  type IncidentId,
  type Instant,
} from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import { ended, type Incident } from '../incident/incident.ts'
import type { Database, Tx } from './database.ts'
import { IncidentSnapshot } from './rows.ts'

/** Of an open incident: a person was told that it needs one, whatever it is doing meanwhile. For `select … from incidents`. */
export const needsAPerson = sql<boolean>`(ended_at is null and (snapshot ->> 'escalated')::boolean)`

/** What an incident is called in a sentence: its container, where that is known. For `select … from incidents`. */
export const calledName = sql<string>`coalesce(snapshot -> 'target' ->> 'name', snapshot ->> 'name')`

/** Incidents as they are, newest first. */
export async function listIncidents(
  db: Database,
  { phase, limit }: { readonly phase: string | null; readonly limit: number },
): Promise<readonly Incident[]> {
  const all = db.selectFrom('incidents').select('snapshot').orderBy('opened_at', 'desc').orderBy('id').limit(limit)
  const rows = await (phase === null ? all : all.where('phase', '=', phase)).execute()
  return rows.map(({ snapshot }) => IncidentSnapshot.parse(snapshot))
}

export async function findIncident(db: Database, id: IncidentId): Promise<Incident | null> {
  const row = await db.selectFrom('incidents').select('snapshot').where('id', '=', id).executeTakeFirst()
  return row ? IncidentSnapshot.parse(row.snapshot) : null
}

const mostCompanions = 50

/** The other open incidents of a group, the oldest first. */
export async function companionsOf(db: Database, { id, group }: Incident): Promise<readonly Companion[]> {
  if (!group) return []
  const { rows } = await sql`
    select id as incident, ${calledName} as name, phase
    from incidents where group_id = ${group.id} and id <> ${id} and ended_at is null
    order by opened_at, id limit ${mostCompanions}`.execute(db)
  return z.array(Companion).parse(rows)
}

/** The log of an incident after a sequence, in order, at most `limit` events. */
export async function eventsAfter(
  db: Database,
  id: IncidentId,
  after: number,
  limit = 500,
): Promise<readonly LoggedEvent[]> {
  const rows = await db
    .selectFrom('events')
    .select(['sequence', 'at', 'event'])
    .where('incident_id', '=', id)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit)
    .execute()
  return rows.map(({ sequence, at, event }) => LoggedEvent.parse({ sequence, at: instant(at), event }))
}

/** More than any incident's log comes to. */
const wholeLog = 100_000

/** The whole log of an incident, in order. */
export const logOf = (db: Database, id: IncidentId): Promise<readonly LoggedEvent[]> => eventsAfter(db, id, 0, wholeLog)

/** The same without places and instants. */
export const happenedTo = async (db: Database, id: IncidentId): Promise<readonly IncidentEvent[]> =>
  (await logOf(db, id)).map(({ event }) => event)

/** All evidence of an incident in the order of its numbers, what verifications saw included. */
export async function evidenceOf(db: Database, id: IncidentId): Promise<readonly Evidence[]> {
  return (await happenedTo(db, id)).flatMap((event) => {
    switch (event.type) {
      case 'evidence_gathered':
      case 'members_seen':
      case 'verified':
      case 'undo_verified':
        return event.evidence
      default:
        return []
    }
  })
}

export async function hasEnded(db: Database, id: IncidentId): Promise<boolean> {
  const incident = await findIncident(db, id)
  return incident === null || ended(incident)
}

/** When these incidents ended; null for those that are open. */
export async function endsOf(tx: Tx, ids: readonly IncidentId[]): Promise<ReadonlyMap<string, Date | null>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('incidents').select(['id', 'ended_at']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, ended_at }) => [id, ended_at]))
}

/** How many incidents are in each phase, alerts that have not reached an incident, and the newest event's instant: one ahead was written by a wrong clock. */
export async function totals(
  db: Database,
  now: Date,
): Promise<{
  readonly incidents: Readonly<Record<string, number>>
  readonly alertsWaiting: number
  readonly lastEventAt: Instant | null
}> {
  const [phases, waiting, newest] = await Promise.all([
    db
      .selectFrom('incidents')
      .select(['phase', (count) => count.fn.countAll<string>().as('count')])
      .groupBy('phase')
      .execute(),
    db
      .selectFrom('alerts')
      .select((count) => count.fn.countAll<string>().as('count'))
      .where('news', 'is not', null)
      .executeTakeFirst(),
    db.selectFrom('events').select('at').where('at', '<=', now).orderBy('at', 'desc').limit(1).executeTakeFirst(),
  ])
  return {
    incidents: Object.fromEntries(phases.map(({ phase, count }) => [phase, Number(count)])),
    alertsWaiting: Number(waiting?.count ?? 0),
    lastEventAt: newest ? instant(newest.at) : null,
  }
}
