import type { IncidentEvent, Instant } from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import { ended, type Effect, type Incident } from '../incident/incident.ts'
import { isSpokenFor } from '../incident/spoken.ts'
import type { Database } from './database.ts'
import type { Planned } from './effects.ts'
import { toJson, toText } from './json.ts'

/** An incident after a step that is not written yet. */
export interface Stepped {
  /** Not null: it is opened by this step. */
  readonly key: string | null
  /** The sequence of its last event before this step. */
  readonly sequence: number
  readonly incident: Incident
  readonly log: readonly IncidentEvent[]
  readonly effects: readonly Effect[]
}

const Written = z.tuple([z.object({ written: z.int() })])

/**
 * Writes snapshots, events and effects in one statement, takes `done` off the list of effects and gives its incident out of
 * hand. A step is written only onto the incident that it was made from, and only while `done` is still on the list and its
 * incident in its holder's hand. Says how many were written.
 */
export async function writeSteps(
  db: Database,
  steps: readonly Stepped[],
  at: Instant,
  done: Pick<Planned, 'id' | 'holder'> | null,
): Promise<number> {
  const rows = steps.map(({ key, sequence, incident, log, effects }) => ({
    id: incident.id,
    key: key === null ? null : toText(key),
    phase: incident.phase,
    snapshot: incident,
    sequence,
    last: sequence + log.length,
    ended_at: incident.endedAt,
    group_id: incident.group?.id ?? null,
    turn: incident.turn,
    acting: incident.phase === 'acting',
    hushed: !ended(incident) && isSpokenFor(incident) ? incident.spokenBy : null,
    log,
    effects: effects.map((effect) => ({ effect, due_at: 'at' in effect ? effect.at : at })),
  }))
  const { rows: answer } = await sql`
    with r as materialized (
      select * from jsonb_to_recordset(${toJson(rows)}::jsonb) as step(
        id uuid, key text, phase text, snapshot jsonb, sequence int, last int, ended_at timestamptz, group_id uuid,
        turn timestamptz, acting boolean, hushed text, log jsonb, effects jsonb)),
    opened as (
      insert into incidents (id, key, phase, snapshot, sequence, opened_at, ended_at, group_id, turn, acting, hushed)
      select id, key, phase, snapshot, last, ${at}::timestamptz, ended_at, group_id, turn, acting, hushed from r where key is not null
      returning id),
    stepped as (
      update incidents i set phase = r.phase, snapshot = r.snapshot, sequence = r.last, ended_at = r.ended_at,
        group_id = r.group_id, turn = r.turn, acting = r.acting, hushed = r.hushed
      from r where i.id = r.id and r.key is null and i.sequence = r.sequence
        and (${done === null} or exists (
          select from effects e join claims c using (incident_id)
          where e.id = ${done?.id ?? null}::bigint and c.incident_id = i.id and c.holder = ${done?.holder ?? null}::uuid))
      returning i.id),
    written as (select id from opened union all select id from stepped),
    gone as (delete from effects where id = ${done?.id ?? null}::bigint and exists (select from written)),
    released as (
      delete from claims where holder = ${done?.holder ?? null}::uuid and incident_id in (select id from written)),
    logged as (
      insert into events (incident_id, sequence, at, event)
      select r.id, r.sequence + e.place, ${at}::timestamptz, e.event
      from r join written using (id), jsonb_array_elements(r.log) with ordinality as e(event, place)),
    planned as (
      insert into effects (incident_id, payload, notes, due_at, attempt)
      select r.id, f.planned -> 'effect', 'null', (f.planned ->> 'due_at')::timestamptz, 0
      from r join written using (id), jsonb_array_elements(r.effects) with ordinality as f(planned, place)
      order by r.id, f.place)
    select count(*)::int as written from written`.execute(db)
  return Written.parse(answer)[0].written
}
