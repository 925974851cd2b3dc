import { IncidentAlert, IncidentId, type Instant } from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Occurrence } from '../intake/occurrence.ts'
import type { Database, Tx } from './database.ts'
import { toJson } from './json.ts'

const Texts = z.record(z.string(), z.string())

/** A stored alert that has news for an incident. */
export const NewsOfAlert = z.object({
  id: z.string(),
  alert: IncidentAlert,
  labels: Texts,
  annotations: Texts,
  news: z.enum(['received', 'repeated', 'resolved']),
  received_at: z.date(),
  incident_id: IncidentId.nullable(),
})
export type NewsOfAlert = z.infer<typeof NewsOfAlert>

const AlertOfIncident = z.object({
  alert: IncidentAlert,
  labels: Texts,
  annotations: Texts,
  status: z.enum(['firing', 'resolved']),
})
export type AlertOfIncident = z.infer<typeof AlertOfIncident>

/**
 * Stores a batch, whole or not at all, and says how many of it were known. A repeat folds into its occurrence; what is new about
 * it waits as `news` until it has reached an incident.
 */
export async function storeAlerts(
  db: Database,
  batch: readonly Occurrence[],
  at: Instant,
): Promise<{ readonly stored: number; readonly repeated: number }> {
  const distinct = new Map(batch.map((one) => [JSON.stringify([one.sender, one.fingerprint, one.startsAt]), one]))
  const { rows } = await sql`
    insert into alerts (sender, fingerprint, starts_at, status, alert, labels, annotations, received_at, news)
    select sender, fingerprint, "startsAt", status, alert, labels, annotations, ${at}::timestamptz,
      case status when 'resolved' then 'resolved' else 'received' end
    from jsonb_to_recordset(${toJson([...distinct.values()])}::jsonb) as r(
      sender text, fingerprint text, "startsAt" text, status text, alert jsonb, labels jsonb, annotations jsonb)
    on conflict (sender, fingerprint, starts_at) do update set
      status = excluded.status,
      alert = excluded.alert,
      received_at = case when alerts.news is null then excluded.received_at else alerts.received_at end,
      news = case
        when excluded.status = 'resolved' and alerts.status <> 'resolved' then 'resolved'
        when alerts.news is not null then alerts.news
        when excluded.status = 'firing' then 'repeated' end
    returning xmax = 0 as fresh`.execute(db)
  const fresh = z
    .array(z.object({ fresh: z.boolean() }))
    .parse(rows)
    .filter((row) => row.fresh).length
  return { stored: batch.length, repeated: batch.length - fresh }
}

/** The oldest alerts with news. */
export async function alertsWithNews(db: Database, limit: number): Promise<readonly NewsOfAlert[]> {
  const rows = await db
    .selectFrom('alerts')
    .select(['id', 'alert', 'labels', 'annotations', 'news', 'received_at', 'incident_id'])
    .where('news', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .execute()
  return z.array(NewsOfAlert).parse(rows)
}

const routing = 4_108_872_002

/** Waits until no other agent routes alerts, and keeps the others waiting until the end of `tx`. */
export async function routeAlone(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${routing})`.execute(tx)
}

/** Those whose news are as they were read: what another agent has delivered meanwhile, or a sender has changed, is none of them. */
export async function unchangedNews(tx: Tx, read: readonly NewsOfAlert[]): Promise<ReadonlySet<string>> {
  const known = read.map(({ id, news, incident_id }) => ({ id, news, incident_id }))
  const { rows } = await sql`
    select a.id from alerts a join jsonb_to_recordset(${toJson(known)}::jsonb) as r(id bigint, news text, incident_id uuid)
      on a.id = r.id and a.news = r.news and a.incident_id is not distinct from r.incident_id`.execute(tx)
  return new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id),
  )
}

/** The alerts that belong to an incident, as they were told last. */
export async function alertsOf(db: Database, incident: IncidentId): Promise<readonly AlertOfIncident[]> {
  const rows = await db
    .selectFrom('alerts')
    .select(['alert', 'labels', 'annotations', 'status'])
    .where('incident_id', '=', incident)
    .orderBy('id')
    .execute()
  return z.array(AlertOfIncident).parse(rows)
}

export interface Delivery {
  readonly alert: string
  readonly news: NewsOfAlert['news']
  readonly incident: IncidentId
}

/** Says which incident each alert belongs to. Its news have arrived there, unless newer ones came meanwhile. */
export async function delivered(tx: Tx, deliveries: readonly Delivery[]): Promise<void> {
  await sql`
    update alerts a set incident_id = r.incident, news = case when a.news = r.news then null else a.news end
    from jsonb_to_recordset(${toJson(deliveries)}::jsonb) as r(alert bigint, news text, incident uuid)
    where a.id = r.alert`.execute(tx)
}
