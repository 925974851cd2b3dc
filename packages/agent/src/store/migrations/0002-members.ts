import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Who works on this database, and who has which incident in hand. Not logged: nobody waits for the disk, and a crash of
 * PostgreSQL, which empties both, frees all work.
 */
export const members: Migration = {
  async up(db) {
    await sql`
      create unlogged table agents (id uuid primary key, beat_at timestamptz not null);
      create unlogged table claims (incident_id uuid primary key, holder uuid not null);
    `.execute(db)
  },
}
