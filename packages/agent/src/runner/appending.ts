import type { IncidentId } from '@devops-ai/contract'
import type { Appended } from '../store/append.ts'
import type { Database, Tx } from '../store/database.ts'

export interface AppendingDeps {
  readonly db: Database
  /** Says within the transaction that these incidents have something to do. */
  readonly handOut: (tx: Tx, ids: readonly IncidentId[]) => Promise<void>
}

/** Does `work` in one transaction, in which the incidents that it appended to are handed out. */
export const appending = (
  { db, handOut }: AppendingDeps,
  work: (tx: Tx) => Promise<readonly Appended[]>,
): Promise<readonly Appended[]> =>
  db.transaction().execute(async (tx) => {
    const appended = await work(tx)
    await handOut(
      tx,
      appended.map(({ incident }) => incident.id),
    )
    return appended
  })
