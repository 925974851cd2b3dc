import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What the admission reads: each change that was stored to be asked for, and what people said beforehand. */
export const admission: Migration = {
  async up(db) {
    await sql`
      create table changes (
        request_id text primary key, incident_id uuid not null, at timestamptz not null, engine text not null,
        container_id text not null, service text not null, image text not null);
      create index changes_of_an_engine on changes (engine, at);
      create table pauses (
        id bigint generated always as identity primary key, by text not null, reason text not null,
        since timestamptz not null, resumed_by text, resumed_at timestamptz);
      create unique index pauses_one_at_a_time on pauses ((true)) where resumed_at is null;
      create table maintenance (
        id uuid primary key, starts_at timestamptz not null, ends_at timestamptz not null, matchers jsonb not null,
        reason text not null, by text not null, ended_by text);
      create index maintenance_by_end on maintenance (ends_at);
    `.execute(db)
  },
}
