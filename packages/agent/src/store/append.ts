import type { IncidentEvent, IncidentId, Instant } from '@devops-ai/contract'
import { newIncident, type Effect, type Incident, type Limits } from '../incident/incident.ts'
import { advance, type AtOnce } from '../runner/advance.ts'
import type { Database, Tx } from './database.ts'
import type { Planned } from './effects.ts'
import { IncidentSnapshot } from './rows.ts'
import { writeSteps, type Stepped } from './write-steps.ts'

export interface Rules {
  readonly limits: Limits
  readonly atOnce: AtOnce
}

/** Events for one incident. `key` opens it; otherwise it is there already. */
export interface Appending {
  readonly id: IncidentId
  readonly key?: string
  /** What depends on the incident is decided once that is locked. */
  readonly events: readonly IncidentEvent[] | ((as: Incident) => readonly IncidentEvent[])
}

export interface Appended {
  readonly before: Incident
  readonly incident: Incident
  readonly log: readonly IncidentEvent[]
  readonly effects: readonly Effect[]
}

/**
 * Appends events to incidents and steps them, all within `tx`: rows are locked, events logged, snapshots replaced and
 * new effects planned, in two round trips however many incidents there are. Throws what the database throws.
 */
export async function appendEvents(
  tx: Tx,
  appendings: readonly Appending[],
  at: Instant,
  rules: Rules,
): Promise<readonly Appended[]> {
  const known = await lock(
    tx,
    appendings.filter(({ key }) => key === undefined).map(({ id }) => id),
  )
  const steps = appendings.map(({ id, key, events }) => {
    const row = known.get(id)
    if (!row && key === undefined) throw new Error(`there is no incident ${id}`)
    const incident = row?.incident ?? newIncident(id, at)
    const list = typeof events === 'function' ? events(incident) : events
    return stepped(incident, row?.sequence ?? 0, key ?? null, list, at, rules)
  })
  if ((await writeSteps(tx, steps, at, null)) < steps.length) throw new Error('an incident changed while it was locked')
  return steps
}

/**
 * Appends what came of a planned effect and takes that off the list: one statement, whole or not at all. It holds on
 * to what was read with the effect; when the incident has changed since then, it is locked and read again. Null when
 * the effect was off the list already or its incident is in another agent's hand, so that nothing is appended twice.
 */
export async function appendOutcome(
  db: Database,
  planned: Planned,
  events: readonly IncidentEvent[],
  at: Instant,
  rules: Rules,
): Promise<Appended | null> {
  const first = stepped(planned.incident, planned.sequence, null, events, at, rules)
  if ((await writeSteps(db, [first], at, planned)) === 1) return first
  return db.transaction().execute((tx) => appendOutcomeWithin(tx, planned, events, at, rules))
}

/** The same within `tx`. */
export async function appendOutcomeWithin(
  tx: Tx,
  planned: Planned,
  events: readonly IncidentEvent[],
  at: Instant,
  rules: Rules,
): Promise<Appended | null> {
  const row = (await lock(tx, [planned.incident.id])).get(planned.incident.id)
  if (!row) return null
  const again = stepped(row.incident, row.sequence, null, events, at, rules)
  return (await writeSteps(tx, [again], at, planned)) === 1 ? again : null
}

/** The incident as it is, locked until `tx` ends; null when there is none. */
export const lockIncident = async (tx: Tx, id: IncidentId): Promise<Incident | null> =>
  (await lock(tx, [id])).get(id)?.incident ?? null

function stepped(
  before: Incident,
  sequence: number,
  key: string | null,
  events: readonly IncidentEvent[],
  at: Instant,
  rules: Rules,
): Stepped & Appended {
  return { key, sequence, before, ...advance(before, events, { at, limits: rules.limits }, rules.atOnce) }
}

/** Locks in one order, so that two transactions never wait for each other. */
async function lock(tx: Tx, ids: readonly IncidentId[]) {
  if (ids.length === 0) return new Map<string, { readonly incident: Incident; readonly sequence: number }>()
  const rows = await tx
    .selectFrom('incidents')
    .select(['id', 'snapshot', 'sequence'])
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(
    rows.map(({ id, snapshot, sequence }) => [id, { incident: IncidentSnapshot.parse(snapshot), sequence }]),
  )
}
