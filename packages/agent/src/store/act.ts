import type { IncidentAction, IncidentId, Instant } from '@devops-ai/contract'
import { act, type Act } from '../incident/act.ts'
import type { Incident } from '../incident/incident.ts'
import { appendEvents, type Appended, type Rules } from './append.ts'
import type { Database } from './database.ts'
import { IncidentSnapshot } from './rows.ts'

export interface Acted {
  readonly act: Act
  /** The incident afterwards. */
  readonly incident: Incident
  readonly appended: readonly Appended[]
}

/** Does with an incident what a person wants, decided and written while it is locked. Null: there is no such incident. */
export async function actOn(
  db: Database,
  id: IncidentId,
  {
    wish,
    by,
    at,
    rules,
  }: { readonly wish: IncidentAction; readonly by: string; readonly at: Instant; readonly rules: Rules },
): Promise<Acted | null> {
  return db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom('incidents').select('snapshot').where('id', '=', id).forUpdate().executeTakeFirst()
    if (!row) return null
    const incident = IncidentSnapshot.parse(row.snapshot)
    const decided = act(incident, wish, by)
    if (decided.kind !== 'event') return { act: decided, incident, appended: [] }
    const appended = await appendEvents(tx, [{ id, events: [decided.event] }], at, rules)
    return { act: decided, incident: appended[0]?.incident ?? incident, appended }
  })
}
