import { IncidentId } from '@devops-ai/contract'
import { sql } from 'kysely'
import type { Effect, Incident } from '../incident/incident.ts'
import type { Database } from './database.ts'
import { toJson } from './json.ts'
import type { AgentId } from './members.ts'
import { EffectPayload, IncidentSnapshot } from './rows.ts'

/** One thing to do, with its incident as it was when it was read. */
export interface Planned {
  readonly id: string
  readonly effect: Effect
  /** What earlier tries have noted; null at the first. */
  readonly notes: unknown
  readonly attempt: number
  readonly incident: Incident
  /** The sequence of the incident's last event. */
  readonly sequence: number
  /** The agent that has the incident in hand. */
  readonly holder: AgentId
}

export type Next =
  | { readonly kind: 'ours'; readonly planned: Planned }
  | { readonly kind: 'later'; readonly dueAt: Date }
  /** Nothing is left to do, or another agent is at it. */
  | { readonly kind: 'nothing' }

/**
 * The next thing that an incident has to do. What is due is taken in hand by `self`, unless another agent has the incident
 * in hand, and stays so until its outcome is written or `self` is dead.
 */
export async function takeNext(db: Database, id: IncidentId, self: AgentId, now: Date): Promise<Next> {
  // One after the other on one connection: read after the claim, what its last holder has done by then is not done again.
  const [ours, row] = await db.connection().execute((one) => Promise.all([claim(one, id, self, now), nextOf(one, id)]))
  if (row && row.due_at <= now) return ours ? { kind: 'ours', planned: plannedOf(row, self) } : { kind: 'nothing' }
  if (ours) await db.deleteFrom('claims').where('incident_id', '=', id).where('holder', '=', self).execute()
  return row ? { kind: 'later', dueAt: row.due_at } : { kind: 'nothing' }
}

/** True when something of the incident is due and `self` has it in hand. */
async function claim(db: Database, id: IncidentId, self: AgentId, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into claims (incident_id, holder)
    select ${id}::uuid, id from agents
    where id = ${self} and exists (select from effects where incident_id = ${id} and due_at <= ${now})
    on conflict (incident_id) do update set holder = excluded.holder where claims.holder = excluded.holder
    returning holder`.execute(db)
  return rows.length > 0
}

const nextOf = (db: Database, id: IncidentId) =>
  db
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

type Row = NonNullable<Awaited<ReturnType<typeof nextOf>>>

const plannedOf = ({ id, payload, notes, attempt, snapshot, sequence }: Row, holder: AgentId): Planned => ({
  id,
  effect: EffectPayload.parse(payload),
  notes,
  attempt,
  incident: IncidentSnapshot.parse(snapshot),
  sequence,
  holder,
})

/** Incidents with something due before `by` that no other agent has in hand, the most overdue first. */
export async function incidentsDue(
  db: Database,
  self: AgentId,
  by: Date,
  limit: number,
): Promise<readonly { readonly id: IncidentId; readonly dueAt: Date }[]> {
  const rows = await db
    .selectFrom('effects')
    .select(['incident_id', (of) => of.fn.min<Date>('due_at').as('due_at')])
    .where('due_at', '<=', by)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('claims')
            .whereRef('claims.incident_id', '=', 'effects.incident_id')
            .where('claims.holder', '<>', self),
        ),
      ),
    )
    .groupBy('incident_id')
    .orderBy((of) => of.fn.min('due_at'))
    .limit(limit)
    .execute()
  return rows.map(({ incident_id, due_at }) => ({ id: IncidentId.parse(incident_id), dueAt: due_at }))
}

/** Takes an effect off the list, unless its incident is no longer in its holder's hand. */
export async function finish(db: Database, { id, incident, holder }: Planned): Promise<void> {
  await sql`
    with released as (delete from claims where incident_id = ${incident.id} and holder = ${holder} returning incident_id)
    delete from effects where id = ${id} and incident_id in (select incident_id from released)`.execute(db)
}

/** Moves an effect to a later instant, unless its incident is no longer in its holder's hand. */
export async function postpone(
  db: Database,
  { id, incident, holder }: Planned,
  { to, notes, failed }: { readonly to: Date; readonly notes: unknown; readonly failed: boolean },
): Promise<void> {
  await sql`
    with released as (delete from claims where incident_id = ${incident.id} and holder = ${holder} returning incident_id)
    update effects set due_at = ${to}, notes = ${toJson(notes ?? null)}::jsonb, attempt = attempt + ${failed ? 1 : 0}::int
    where id = ${id} and incident_id in (select incident_id from released)`.execute(db)
}
