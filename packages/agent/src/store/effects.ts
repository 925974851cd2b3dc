import { IncidentId } from '@devops-ai/contract'
import { sql } from 'kysely'
import type { Effect, Incident } from '../incident/incident.ts'
import type { Database } from './database.ts'
import { toJson } from './json.ts'
import { EffectPayload, IncidentSnapshot } from './rows.ts'

/** One thing to do, with its incident as it was when it was read. */
export interface Planned {
  readonly id: string
  readonly effect: Effect
  /** What earlier tries have noted; null at the first. */
  readonly notes: unknown
  readonly dueAt: Date
  readonly attempt: number
  readonly incident: Incident
  /** The sequence of the incident's last event. */
  readonly sequence: number
}

/** The next thing that an incident has to do, due or not; null when there is nothing left. */
export async function nextEffect(db: Database, id: IncidentId): Promise<Planned | null> {
  const row = await db
    .selectFrom('effects')
    .innerJoin('incidents', 'incidents.id', 'effects.incident_id')
    .select([
      'effects.id',
      'effects.payload',
      'effects.notes',
      'effects.due_at',
      'effects.attempt',
      'incidents.snapshot',
      'incidents.sequence',
    ])
    .where('effects.incident_id', '=', id)
    .orderBy('effects.due_at')
    .orderBy('effects.id')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    effect: EffectPayload.parse(row.payload),
    notes: row.notes,
    dueAt: row.due_at,
    attempt: row.attempt,
    incident: IncidentSnapshot.parse(row.snapshot),
    sequence: row.sequence,
  }
}

/** Incidents with something due before `by`, the most overdue first. */
export async function incidentsDue(
  db: Database,
  by: Date,
  limit: number,
): Promise<readonly { readonly id: IncidentId; readonly dueAt: Date }[]> {
  const rows = await db
    .selectFrom('effects')
    .select(['incident_id', (of) => of.fn.min<Date>('due_at').as('due_at')])
    .where('due_at', '<=', by)
    .groupBy('incident_id')
    .orderBy((of) => of.fn.min('due_at'))
    .limit(limit)
    .execute()
  return rows.map(({ incident_id, due_at }) => ({ id: IncidentId.parse(incident_id), dueAt: due_at }))
}

/** Takes an effect off the list. */
export async function finish(db: Database, id: string): Promise<void> {
  await db.deleteFrom('effects').where('id', '=', id).execute()
}

/** Moves an effect to a later instant. */
export async function postpone(
  db: Database,
  id: string,
  { to, notes, failed }: { readonly to: Date; readonly notes: unknown; readonly failed: boolean },
): Promise<void> {
  await db
    .updateTable('effects')
    .set((current) => ({
      due_at: to,
      notes: toJson(notes ?? null),
      attempt: failed ? sql<number>`${current.ref('attempt')} + 1` : sql<number>`${current.ref('attempt')}`,
    }))
    .where('id', '=', id)
    .execute()
}
