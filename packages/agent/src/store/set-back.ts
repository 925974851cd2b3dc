import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from './database.ts'

const Newest = z.tuple([z.object({ at: z.date().nullable() })])

/** The instant of the newest event, by the clock of whoever wrote it. */
export async function newestEvent(db: Database): Promise<Date | null> {
  const { rows } = await sql`select max(at) as at from events`.execute(db)
  return Newest.parse(rows)[0].at
}

/** What was planned by a clock that was so far ahead of ours is due so much earlier. Done twice it is done a little early. */
export async function movePlansBack(db: Database, now: Date, milliseconds: number): Promise<void> {
  await sql`
    update effects set due_at = due_at - ${milliseconds}::float8 * interval '1 millisecond'
    where due_at > ${now}`.execute(db)
}
