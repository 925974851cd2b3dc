import { sql } from 'kysely'
import type { Tx } from './database.ts'

const lockNumber = 4_108_872_002

/**
 * Waits until no other agent routes alerts, admits changes or calls those that wait, and keeps the others waiting until the end
 * of `tx`: so none of these meets another that locks the same incidents in another order. Taken before any incident is locked.
 */
export async function workAlone(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockNumber})`.execute(tx)
}
