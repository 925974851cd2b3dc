import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What the admission counts: one row for each change that was stored to be asked for. */
export const admission: Migration = {
  async up(db) {
    await sql`
      create table changes (
        request_id text primary key, incident_id uuid not null, at timestamptz not null, engine text not null,
        container_id text not null, service text not null, image text not null);
      create index changes_of_an_engine on changes (engine, at);
    `.execute(db)
  },
}
