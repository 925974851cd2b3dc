import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What outlives pruned incidents, and how ended ones are found by their service and their age. */
export const memory: Migration = {
  async up(db) {
    await sql`
      create table memories (
        service text not null, cause text not null, pattern text not null, outcome text not null, times integer not null,
        seconds double precision not null, last_at timestamptz not null, primary key (service, cause, pattern, outcome));
      create index memories_newest on memories (last_at desc);
      create index incidents_ended on incidents (ended_at) where ended_at is not null;
      create index incidents_of_a_service on incidents ((
        (snapshot #>> '{target,engine}') || '/' || case when snapshot #>> '{target,service}' is null
          then snapshot #>> '{target,name}' else regexp_replace(snapshot #>> '{target,name}', '[-_.][0-9]+([.].*)?$', '') end
        ), ended_at desc) where ended_at is not null;
      create index alerts_received on alerts (received_at);
      create index changes_at on changes (at);
    `.execute(db)
  },
}
