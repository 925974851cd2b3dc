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
  /** The smaller the more severe. */
  rank: z.int(),
})
export type NewsOfAlert = z.infer<typeof NewsOfAlert>

const AlertOfIncident = z.object({
  alert: IncidentAlert,
  labels: Texts,
  annotations: Texts,
  status: z.enum(['firing', 'resolved']),
})
export type AlertOfIncident = z.infer<typeof AlertOfIncident>

export interface Stored {
  readonly stored: number
  /** How many of them were known already. */
  readonly repeated: number
}

const identityOf = (one: { readonly sender: string; readonly fingerprint: string; readonly startsAt: string }) =>
  JSON.stringify([one.sender, one.fingerprint, one.startsAt])

/**
 * Stores a batch, whole or not at all, and gives the identities of those that were not known. A repeat folds into its
 * occurrence; what is new about it waits as `news` until it has reached an incident. Rows are written in one order
 * whoever sends them, so that two batches seldom wait for each other.
 */
export async function storeAlerts(db: Database, batch: readonly Occurrence[], at: Instant): Promise<Set<string>> {
  const distinct = new Map(batch.map((one) => [identityOf(one), one]))
  if (distinct.size === 0) return new Set()
  const { rows } = await sql`
    insert into alerts (sender, fingerprint, starts_at, status, alert, labels, annotations, received_at, news)
    select sender, fingerprint, "startsAt", status, alert, labels, annotations, ${at}::timestamptz,
      case status when 'resolved' then 'resolved' else 'received' end
    from jsonb_to_recordset(${toJson([...distinct.values()])}::jsonb) as r(
      sender text, fingerprint text, "startsAt" text, status text, alert jsonb, labels jsonb, annotations jsonb)
    order by sender, fingerprint, "startsAt"
    on conflict (sender, fingerprint, starts_at) do update set
      status = excluded.status,
      alert = excluded.alert,
      received_at = case when alerts.news is null then excluded.received_at else alerts.received_at end,
      news = case
        when excluded.status = 'resolved' and alerts.status <> 'resolved' then 'resolved'
        when alerts.news is not null then alerts.news
        when excluded.status = 'firing' then 'repeated' end
    returning sender, fingerprint, starts_at as "startsAt", xmax = 0 as fresh`.execute(db)
  return new Set(
    StoredRows.parse(rows)
      .filter(({ fresh }) => fresh)
      .map(identityOf),
  )
}

const StoredRows = z.array(
  z.object({ sender: z.string(), fingerprint: z.string(), startsAt: z.string(), fresh: z.boolean() }),
)

/** Counts a batch of those stored. What is fresh is so once, for the first that brought it. */
export function storedOf(batch: readonly Occurrence[], fresh: Set<string>): Stored {
  const news = batch.filter((one) => fresh.delete(identityOf(one))).length
  return { stored: batch.length, repeated: batch.length - news }
}

/** The index of news has the same words. */
const bySeverity = sql<number>`case alert ->> 'severity' when 'critical' then 0 when 'info' then 2 else 1 end`

/** Alerts with news: the more severe first, of one severity the oldest. */
export async function alertsWithNews(db: Database, limit: number): Promise<readonly NewsOfAlert[]> {
  const rows = await db
    .selectFrom('alerts')
    .select(['id', 'alert', 'labels', 'annotations', 'news', 'received_at', 'incident_id', bySeverity.as('rank')])
    .where('news', 'is not', null)
    .orderBy(bySeverity)
    .orderBy('id')
    .limit(limit)
    .execute()
  return z.array(NewsOfAlert).parse(rows)
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
