import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Who needs a person and was told of in another's message alone, found without reading snapshots; those of before from their logs. */
export const hushed: Migration = {
  async up(db) {
    await sql`
      alter table incidents add column hushed text;
      with last as (
        select distinct on (i.id) i.id, e.event ->> 'channel' as channel from incidents i join events e on e.incident_id = i.id
        where i.ended_at is null and (i.snapshot ->> 'escalated')::boolean and e.event ->> 'type' = 'notified'
          and e.event ->> 'message_id' like i.id || ':escalated%'
        order by i.id, e.sequence desc)
      update incidents i set snapshot = i.snapshot || jsonb_build_object('spokenBy', last.channel),
        hushed = case when i.snapshot ->> 'acknowledged' is null then last.channel end
      from last where i.id = last.id and last.channel in ('group', 'storm');
      create index incidents_hushed on incidents (hushed, id) where hushed is not null;
    `.execute(db)
  },
}
