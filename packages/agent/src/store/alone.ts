import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** Routing opens incidents; changes are what the budgets, the queue and the switches of people decide about. */
const locks = { changes: 4_108_872_002, routing: 4_108_872_003 } as const

/**
 * Waits until no other agent does the same, and keeps the others waiting until the end of `tx`. Taken before any incident is locked; the
 * two never wait for each other. Whoever locks several incidents, under such a lock or without one, locks them in the order of their
 * ids and all at once: so nobody waits for somebody who waits for him.
 */
export async function workAlone(tx: Tx, work: keyof typeof locks): Promise<void> {
  await sql`select pg_advisory_xact_lock(${locks[work]})`.execute(tx)
}
