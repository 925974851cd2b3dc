import pg from 'pg'
import { sentenceOf, type Clock, type Log } from '../ports.ts'

/** The number of the lock that says "an agent works on this database". */
const lockNumber = 4_108_872_001
const retryMs = 250
/** A session whose agent was killed may live on for a moment; only who holds the lock longer is another agent. */
const startPatienceMs = 2_000
const lossPatienceMs = 30_000
const anotherAgent = 'another agent works on this database: stop it first, or give this one a database of its own'

export interface AloneDeps {
  readonly clock: Clock
  readonly log: Log
  /** Called once, when another agent took the database after our session broke. */
  readonly onLost: (sentence: string) => void
}

/**
 * Takes the database for this agent alone, by an advisory lock of a session that stays open and is opened again when
 * it breaks. Throws when the database does not answer, and a sentence when another agent holds it.
 */
export async function workAlone(url: string, { clock, log, onLost }: AloneDeps): Promise<AsyncDisposable> {
  let closed = false
  let session: pg.Client | null = null

  const pause = () => new Promise<void>((resolve) => void clock.after(retryMs, resolve))
  const keep = (client: pg.Client): void => {
    session = client
    client.on('end', () => {
      session = null
      if (!closed) void takeAgain()
    })
  }
  const takeAgain = async (): Promise<void> => {
    log.warn('the session that holds the database broke')
    for (let refused = 0; !closed; await pause()) {
      try {
        const client = await lockedSession(url)
        if (client) return keep(client)
        refused += retryMs
        if (refused > lossPatienceMs) return onLost(anotherAgent)
      } catch (error) {
        log.warn(`the database does not answer: ${sentenceOf(error)}`)
      }
    }
  }

  for (let waited = 0; session === null; waited += retryMs) {
    const client = await lockedSession(url)
    if (client) keep(client)
    else if (waited >= startPatienceMs) throw new Error(anotherAgent)
    else await pause()
  }
  return {
    async [Symbol.asyncDispose]() {
      closed = true
      await session?.end()
    },
  }
}

/** A session that holds the lock, or null when another one does. */
async function lockedSession(url: string): Promise<pg.Client | null> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'devops-ai agent lock',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  client.on('error', () => {})
  let held = false
  try {
    await client.connect()
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [lockNumber])
    held = rows[0]?.held === true
  } finally {
    if (!held) await client.end().catch(() => {})
  }
  return held ? client : null
}
