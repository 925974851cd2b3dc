import { sql } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import { sentenceOf, type Clock, type Log } from '../ports.ts'
import type { Database } from './database.ts'

/** One running agent among those that work on a database; new at each start. */
export type AgentId = string

const beatMs = 2_000
const retryMs = 250
/** Silent for so long by the database's clock, an agent counts as dead, whatever its session says. */
const deadAfterSeconds = 10
/** The lock of one agent is this number with the hash of its id. */
const lockSpace = 4_108_872

export interface MemberDeps {
  readonly id: AgentId
  readonly clock: Clock
  readonly log: Log
}

/**
 * Joins the agents of a database until disposed: a session holds a lock that the agent's death frees at once, and a beat
 * tells of an agent that hangs or is cut off. A session that broke is opened again. Throws when the database does not answer.
 */
export async function joinAgents(url: string, { id, clock, log }: MemberDeps): Promise<AsyncDisposable> {
  let left = false
  let cancel = (): void => {}
  let session: pg.Client | null = await newSession(url)
  let locked = await beat(session, id, false)
  log.info(`joined the agents of the database as ${id}`)

  const plan = (milliseconds: number): void => {
    if (!left) cancel = clock.after(milliseconds, () => void (beating = next()))
  }
  const next = async (): Promise<void> => {
    try {
      if (session === null) {
        session = await newSession(url)
        locked = false
      }
      locked = await beat(session, id, locked)
      plan(beatMs)
    } catch (error) {
      log.warn(`the database does not know that this agent lives: ${sentenceOf(error)}`)
      const broken = session
      session = null
      plan(retryMs)
      await broken?.end().catch(() => {})
    }
  }
  let beating = Promise.resolve()
  plan(beatMs)
  return {
    async [Symbol.asyncDispose]() {
      left = true
      cancel()
      await beating
      await session
        ?.query('with gone as (delete from agents where id = $1) delete from claims where holder = $1', [id])
        .catch((error: unknown) => log.warn(sentenceOf(error)))
      await session?.end().catch(() => {})
    },
  }
}

/** Is the lock ours now? Another session of ours, broken but not yet known to be, may hold it for a while. */
async function beat(session: pg.Client, id: AgentId, locked: boolean): Promise<boolean> {
  const lock = locked
    ? true
    : (await session.query<{ held: boolean }>(`select pg_try_advisory_lock($1, hashtext($2)) as held`, [lockSpace, id]))
        .rows[0]?.held === true
  await session.query(
    'insert into agents (id, beat_at) values ($1, now()) on conflict (id) do update set beat_at = excluded.beat_at',
    [id],
  )
  return lock
}

async function newSession(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'devops-ai agent alive',
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    keepAlive: true,
  })
  client.on('error', () => {})
  await client.connect()
  return client
}

const Dead = z.array(z.object({ id: z.string() }))

/** Frees the work of agents that are dead, and says which were. Any agent may do it at any time. */
export async function freeWorkOfTheDead(db: Database, self: AgentId): Promise<readonly AgentId[]> {
  // A beat that lies ahead is of a server's clock that was set back: it is one of now, and no lease for years.
  await sql`update agents set beat_at = now() where beat_at > now() + make_interval(secs => ${deadAfterSeconds})`.execute(
    db,
  )
  const { rows } = await sql`
    with dead as (
      delete from agents where id <> ${self} and (
        beat_at < now() - make_interval(secs => ${deadAfterSeconds})
        or pg_try_advisory_xact_lock(${lockSpace}, hashtext(id::text)))
      returning id),
    freed as (
      delete from claims where holder in (select id from dead) or not exists (select from agents where agents.id = holder))
    select id from dead`.execute(db)
  return Dead.parse(rows).map(({ id }) => id)
}
