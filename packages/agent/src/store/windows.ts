import { instant, MaintenanceWindow, type SourceId } from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from './database.ts'
import { toJson, toText } from './json.ts'

const columns = ['id', 'starts_at', 'ends_at', 'matchers', 'reason', 'by', 'ended_by'] as const
const Row = z.object({ starts_at: z.date(), ends_at: z.date() })
const mostListed = 500

/** Windows that are not over at `now`, or that ended within the day before; the newest first. */
export async function listWindows(db: Database, now: Date): Promise<readonly MaintenanceWindow[]> {
  const rows = await db
    .selectFrom('maintenance')
    .select(columns)
    .where('ends_at', '>', new Date(now.getTime() - 24 * 3_600_000))
    .orderBy('starts_at', 'desc')
    .orderBy('id')
    .limit(mostListed)
    .execute()
  return rows.map((row) => read(row, now))
}

/** The windows that are open at `now`. */
export async function openWindows(db: Database, now: Date): Promise<readonly MaintenanceWindow[]> {
  const rows = await db
    .selectFrom('maintenance')
    .select(columns)
    .where('starts_at', '<=', now)
    .where('ends_at', '>', now)
    .execute()
  return rows.map((row) => read(row, now))
}

export interface NewWindow {
  readonly id: string
  readonly starts_at: Date
  readonly ends_at: Date
  readonly matchers: readonly string[]
  readonly reason: string
  readonly by: SourceId
}

export async function addWindow(db: Database, window: NewWindow, now: Date): Promise<MaintenanceWindow> {
  const row = await db
    .insertInto('maintenance')
    .values({
      ...window,
      matchers: toJson(window.matchers),
      reason: toText(window.reason),
      ended_by: null,
      made_at: now,
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
  return read(row, now)
}

/** Ends a window now; one that has not begun never opens. Null when there is none that is not over. */
export async function endWindow(db: Database, id: string, by: SourceId, now: Date): Promise<MaintenanceWindow | null> {
  const row = await db
    .updateTable('maintenance')
    .set((current) => ({
      ended_by: by,
      starts_at: sql<Date>`least(${current.ref('starts_at')}, ${now}::timestamptz)`,
      ends_at: now,
    }))
    .where('id', '=', id)
    .where('ends_at', '>', now)
    .returning(columns)
    .executeTakeFirst()
  return row ? read(row, now) : null
}

function read(row: z.input<typeof Row>, now: Date): MaintenanceWindow {
  const { starts_at, ends_at } = Row.parse(row)
  const state = ends_at <= now ? 'over' : starts_at <= now ? 'open' : 'coming'
  return MaintenanceWindow.parse({ ...row, state, starts_at: instant(starts_at), ends_at: instant(ends_at) })
}
