import { sql, type Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { members } from './migrations/0002-members.ts'
import { storms } from './migrations/0020-storms.ts'
import { admission } from './migrations/0010-admission.ts'
import { alertsBySeverity } from './migrations/0033-alerts-by-severity.ts'
import { hushed } from './migrations/0041-hushed.ts'
import { clock } from './migrations/0042-clock.ts'
import { memory } from './migrations/0040-memory.ts'
import { tellings } from './migrations/0030-tellings.ts'
import type { Tables } from './schema.ts'

const spine: Migration = {
  async up(db) {
    await sql`
      create table incidents (
        id uuid primary key, key text not null, phase text not null, snapshot jsonb not null, sequence integer not null,
        opened_at timestamptz not null, ended_at timestamptz);
      create unique index incidents_one_open_of_a_key on incidents (key) where ended_at is null;
      create index incidents_of_a_key on incidents (key, opened_at);
      create index incidents_newest on incidents (opened_at desc);
      create table events (
        incident_id uuid not null references incidents, sequence integer not null, at timestamptz not null,
        event jsonb not null, primary key (incident_id, sequence));
      create index events_newest on events (at desc);
      create table effects (
        id bigint generated always as identity primary key, incident_id uuid not null references incidents,
        payload jsonb not null, notes jsonb not null, due_at timestamptz not null, attempt integer not null);
      create index effects_due on effects (due_at);
      create index effects_of_an_incident on effects (incident_id, due_at);
      create table alerts (
        id bigint generated always as identity primary key, sender text not null, fingerprint text not null,
        starts_at text not null, status text not null, alert jsonb not null, labels jsonb not null,
        annotations jsonb not null, received_at timestamptz not null, news text, incident_id uuid references incidents,
        unique (sender, fingerprint, starts_at));
      create index alerts_of_an_incident on alerts (incident_id);
      create index alerts_with_news on alerts (id) where news is not null;
    `.execute(db)
  },
}

/** Every change of the tables, in the order of their names; each runs once and whole, or not at all. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-spine': spine,
  '0002-members': members,
  '0020-storms': storms,
  '0010-admission': admission,
  '0033-alerts-by-severity': alertsBySeverity,
  '0030-tellings': tellings,
  '0040-memory': memory,
  '0041-hushed': hushed,
  '0042-clock': clock,
}

/** Brings the tables up to date, one agent at a time. May be called again. Throws when it cannot. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve({ ...migrations }) }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('the tables could not be brought up to date', { cause: error })
}
