import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What is still to be told, a row for each message and channel. */
export const tellings: Migration = {
  async up(db) {
    await sql`
      create table tellings (
        id bigint generated always as identity primary key, incident_id uuid not null references incidents,
        message_id text not null, channel text not null, due_at timestamptz not null, delivered integer not null,
        failures integer not null, since timestamptz not null, unique (message_id, channel));
      create index tellings_due on tellings (channel, due_at);
      create index tellings_of_an_incident on tellings (incident_id);
    `.execute(db)
  },
}
