import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import { names } from './cluster.ts'
import { port } from './socket.ts'

// Any constant does: nobody else takes locks in the superuser's database.
const lockNumber = 1
const Settings = z.tuple([z.object({ data_directory: z.string() })])
const Locked = z.tuple([z.object({ locked: z.boolean() })])

/** Connects as superuser if the server behind the socket serves exactly this cluster; undefined when it does not answer. */
export async function connectKeeper(socketFolder: string, cluster: string): Promise<pg.Client | undefined> {
  const { superuser } = names
  const client = new pg.Client({
    host: socketFolder,
    port,
    user: superuser,
    database: superuser,
    ssl: false,
    application_name: 'devops-ai keeper',
    connectionTimeoutMillis: 5_000,
  })
  // Without a listener a lost connection would end the agent.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const [{ data_directory }] = Settings.parse((await client.query('show data_directory')).rows)
    if (data_directory === cluster) return client
  } catch {
    // The caller asks again until its deadline, and then tells what PostgreSQL wrote.
  }
  await client.end().catch(() => undefined)
  return undefined
}

/** False when another agent holds the data directory's lock. The keeper's connection holds the lock, so it is free as soon as that agent is dead. */
export async function lockServer(keeper: pg.Client, signal: AbortSignal): Promise<boolean> {
  const patience = AbortSignal.timeout(2_000)
  for (;;) {
    const { rows } = await keeper.query('select pg_try_advisory_lock($1) as locked', [lockNumber])
    if (Locked.parse(rows)[0].locked) return true
    if (patience.aborted) return false
    await delay(50, undefined, { signal })
  }
}

/** Makes the agent's role, which is no superuser, and its database, unless they are there. */
export async function prepareDatabase(keeper: pg.Client): Promise<void> {
  const { role, database } = names
  const roles = await keeper.query('select from pg_roles where rolname = $1', [role])
  if (roles.rowCount === 0) await keeper.query(`create role ${role} login`)
  const databases = await keeper.query('select from pg_database where datname = $1', [database])
  if (databases.rowCount === 0) await keeper.query(`create database ${database} owner ${role}`)
}

/** The URL for `pg`. Its port and `sslmode` are said so that the environment cannot change them. */
export function urlOf(socketFolder: string): string {
  const query = `host=${encodeURIComponent(socketFolder)}&port=${port}&user=${names.role}&sslmode=disable`
  return `postgresql:///${names.database}?${query}`
}
