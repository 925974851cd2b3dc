import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What the clock of the agents said last, so that one that was set back is noticed; and when a window was made by it. */
export const clock: Migration = {
  async up(db) {
    await sql`
      create table clock (one boolean primary key default true check (one), seen_at timestamptz not null);
      alter table maintenance add column made_at timestamptz;
    `.execute(db)
  },
}
