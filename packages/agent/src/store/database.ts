import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Log } from '../ports.ts'
import type { Tables } from './schema.ts'

export type Database = Kysely<Tables>
export type Tx = Transaction<Tables>

/** A database that is silent this long counts as gone. */
const patienceMs = 5_000
const longestQueryMs = 30_000

/**
 * Connections to PostgreSQL. A broken one is replaced at the next use; nothing here throws by itself. What is asked on one
 * connection at the same time is sent at once and carried out in its order.
 */
export function openDatabase(url: string, log: Log): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 12,
    pipeline: true,
    connectionTimeoutMillis: patienceMs,
    statement_timeout: longestQueryMs,
    query_timeout: longestQueryMs + 5_000,
    keepAlive: true,
    application_name: 'devops-ai agent',
    options: '-c TimeZone=UTC -c idle_in_transaction_session_timeout=60000',
  })
  // Without listeners a connection that breaks while idle, or between two statements, would end the process.
  pool.on('error', (error) => log.warn(`a connection to the database broke: ${error.message}`))
  pool.on('connect', (client) => client.on('error', () => {}))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}
