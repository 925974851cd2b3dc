import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { names } from '../src/postgres/cluster.ts'
import { startPostgres } from '../src/postgres/index.ts'
import { openDatabase, type Database } from '../src/store/database.ts'
import { migrate } from '../src/store/migrations.ts'

/** A real PostgreSQL; every test takes a fresh database of it, which a role owns that may do nothing else. */
export interface TestPostgres extends AsyncDisposable {
  readonly role: string
  readonly fresh: () => Promise<string>
  /** One statement of whoever may do everything, at the server. */
  readonly asSuperuser: (text: string) => Promise<void>
}

/** A server of somebody else, by the URL of one who may make roles and databases there; an embedded one without it. */
export const testPostgres = (server = process.env['DEVOPS_AI_TEST_POSTGRES']): Promise<TestPostgres> =>
  server === undefined ? embedded() : byUrl(server)

/** The database at `url`, with all tables. */
export async function migrated(url: string): Promise<Database> {
  const db = openDatabase(url, { info: () => {}, warn: () => {}, error: () => {} })
  await migrate(db)
  return db
}

const newName = (): string => `t${randomUUID().replaceAll('-', '')}`

async function embedded(): Promise<TestPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'agent-'))
  const quiet = { info: () => {}, error: () => {} }
  const server = await startPostgres({ dataDir, signal: new AbortController().signal, log: quiet })
  const own = new URL(server.url)
  own.pathname = `/${names.superuser}`
  own.searchParams.set('user', names.superuser)
  const asSuperuser = (text: string): Promise<void> => run(own.href, text)
  return {
    role: names.role,
    asSuperuser,
    async fresh() {
      const url = new URL(server.url)
      url.pathname = `/${newName()}`
      await asSuperuser(`create database ${url.pathname.slice(1)} owner ${names.role}`)
      return url.href
    },
    async [Symbol.asyncDispose]() {
      await server.stop()
      await rm(server.home, { recursive: true, force: true })
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function byUrl(server: string): Promise<TestPostgres> {
  const asSuperuser = (text: string): Promise<void> => run(server, text)
  const [role, password] = [newName(), randomUUID()]
  const databases: string[] = []
  await asSuperuser(`create role ${role} login password '${password}'`)
  return {
    role,
    asSuperuser,
    async fresh() {
      const database = newName()
      await asSuperuser(`create database ${database} owner ${role}`)
      databases.push(database)
      const url = new URL(server)
      Object.assign(url, { username: role, password, pathname: `/${database}` })
      return url.href
    },
    async [Symbol.asyncDispose]() {
      for (const database of databases) await asSuperuser(`drop database ${database} with (force)`)
      await asSuperuser(`drop role ${role}`)
    },
  }
}

async function run(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
