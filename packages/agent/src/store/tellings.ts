import { IncidentId } from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Next, Telling } from '../notify/schedule.ts'
import type { Database, Tx } from './database.ts'

const Row = z.object({
  id: z.string(),
  incident_id: IncidentId,
  message_id: z.string(),
  delivered: z.int(),
  failures: z.int(),
  since: z.date(),
})

export type ClaimedTelling = Telling & { readonly incident_id: IncidentId }

/** Puts a message on the list of each channel; where it is already, nothing changes. */
export async function planTelling(
  db: Database,
  {
    incident_id,
    message_id,
    channels,
    at,
  }: {
    readonly incident_id: IncidentId
    readonly message_id: string
    readonly channels: readonly string[]
    readonly at: Date
  },
): Promise<void> {
  const row = { incident_id, message_id, due_at: at, delivered: 0, failures: 0, since: at }
  await db
    .insertInto('tellings')
    .values(channels.map((channel) => ({ ...row, channel })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * Takes what is due on a channel, for one agent alone until `until`: whoever claimed it and died has it taken over then.
 * The end of an incident waits until its trouble was told.
 */
export async function claimTellings(
  db: Database,
  {
    channel,
    now,
    until,
    limit,
  }: { readonly channel: string; readonly now: Date; readonly until: Date; readonly limit: number },
): Promise<readonly ClaimedTelling[]> {
  const { rows } = await sql`
    update tellings set due_at = ${until} where id in (
      select id from tellings t where channel = ${channel} and due_at <= ${now} and not exists (
        select from tellings earlier where earlier.incident_id = t.incident_id and earlier.channel = t.channel
          and earlier.id < t.id and earlier.delivered = 0)
      order by due_at, id limit ${limit} for update skip locked)
    returning id, incident_id, message_id, delivered, failures, since`.execute(db)
  return z.array(Row).parse(rows)
}

/** Writes down how a try went. */
export async function settleTelling(tx: Tx, { id }: Telling, delivered: boolean, next: Next): Promise<void> {
  if (next.kind === 'over') await tx.deleteFrom('tellings').where('id', '=', id).execute()
  else
    await tx
      .updateTable('tellings')
      .set((row) => ({
        due_at: next.at,
        delivered: delivered ? sql<number>`${row.ref('delivered')} + 1` : sql<number>`${row.ref('delivered')}`,
        failures: delivered ? 0 : sql<number>`${row.ref('failures')} + 1`,
      }))
      .where('id', '=', id)
      .execute()
}

export async function dropTelling(db: Database, id: string): Promise<void> {
  await db.deleteFrom('tellings').where('id', '=', id).execute()
}

/** Takes off the list what is for channels that are not configured any more. */
export async function dropOtherChannels(db: Database, channels: readonly string[]): Promise<void> {
  const all = db.deleteFrom('tellings')
  await (channels.length === 0 ? all : all.where('channel', 'not in', [...channels])).execute()
}
