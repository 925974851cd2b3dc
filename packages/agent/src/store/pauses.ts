import { Instant, instant, SourceId } from '@devops-ai/contract'
import { z } from 'zod'
import type { Database } from './database.ts'
import { toText } from './json.ts'

/** Who stopped all changes, why and since when. */
export const Pause = z.object({
  by: SourceId,
  reason: z.string(),
  since: z
    .date()
    .transform((at) => instant(at))
    .pipe(Instant),
})
export type Pause = z.infer<typeof Pause>

/** The pause that holds; null while changes may be asked for. */
export async function currentPause(db: Database): Promise<Pause | null> {
  const row = await db
    .selectFrom('pauses')
    .select(['by', 'reason', 'since'])
    .where('resumed_at', 'is', null)
    .executeTakeFirst()
  return row ? Pause.parse(row) : null
}

/** Begins a pause where there is none; one that holds already goes on as it was. */
export async function beginPause(db: Database, by: SourceId, reason: string, at: Date): Promise<void> {
  await db
    .insertInto('pauses')
    .values({ by, reason: toText(reason), since: at, resumed_by: null, resumed_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Ends the pause. False when there is none. */
export async function endPause(db: Database, by: SourceId, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('pauses')
    .set({ resumed_by: by, resumed_at: at })
    .where('resumed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
