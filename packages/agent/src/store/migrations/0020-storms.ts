import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Groups and the queue of changes as columns, so that they are found without reading snapshots; and storms. */
export const storms: Migration = {
  async up(db) {
    await sql`
      alter table incidents add column group_id uuid, add column turn timestamptz, add column acting boolean not null default false;
      update incidents set acting = (phase = 'acting');
      create index incidents_of_a_group on incidents (group_id) where group_id is not null;
      create index incidents_queued on incidents (turn, id) where turn is not null;
      create index incidents_acting on incidents (id) where acting;
      create table storms (
        id uuid primary key, incident_id uuid not null references incidents, began_at timestamptz not null,
        since timestamptz not null, told_at timestamptz, ended_at timestamptz);
      create unique index storms_one_at_a_time on storms ((true)) where ended_at is null;
      create index storms_newest on storms (began_at desc);
    `.execute(db)
  },
}
