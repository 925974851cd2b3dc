import { readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedPostgres, startPostgres } from './index.ts'
import { isAlive } from './postmaster.ts'
import { makeScratch, never, query, start } from './test/scratch.ts'

test('the first start makes a database, a restart keeps it, a stop leaves no process', async () => {
  await using scratch = await makeScratch()
  const dataDir = join(scratch.folder, 'data')
  const first = await start(dataDir)
  await query(first.url, 'create table note as select 42 as answer')
  await first.stop()
  await first.stop()
  // It has ended; its number is free once we have taken note of that.
  await expect.poll(() => isAlive(first.pid), { timeout: 60_000 }).toBe(false)

  await using second = await start(dataDir)
  expect(second.pid).not.toBe(first.pid)
  expect(await query(second.url, 'select answer from note')).toEqual([42])
})

const long = `${'long-'.repeat(30)}/data`
test.for([
  ['below a folder closed to everybody else', 0o700, 'data'],
  ['below a folder open to everybody', 0o755, 'data'],
  ['with a path longer than 150 bytes, below a closed folder', 0o700, long],
  ['with a path longer than 150 bytes, below an open folder', 0o755, long],
  ['with spaces, commas, apostrophes and per cent signs', 0o755, "a spaced, 100% awkward path's end"],
] as const)('it runs %s', async ([, mode, name]) => {
  await using scratch = await makeScratch(mode, [name])
  const dataDir = join(scratch.folder, name)
  await using postgres = await start(dataDir)
  expect(await query(postgres.url, 'select 1')).toEqual([1])
  expect(postgres.home).toBe(await realpath(join(dataDir, 'postgres')))
  if (mode === 0o755) expect(postgres.home).toBe(join(dataDir, 'postgres'))
})

test('several run on one machine without meeting', async () => {
  const names = ['one', 'two', 'three']
  await using scratch = await makeScratch(0o700, names)
  await using stack = new AsyncDisposableStack()
  const servers = await Promise.all(names.map((name) => start(join(scratch.folder, name))))
  for (const server of servers) stack.use(server)
  for (const [index, { url }] of servers.entries()) await query(url, `create table mine as select ${index} as number`)
  const found = await Promise.all(servers.map(({ url }) => query(url, 'select number from mine')))
  expect(found).toEqual([[0], [1], [2]])
})

describe('while an agent runs', () => {
  const running = new AsyncDisposableStack()
  let dataDir: string
  let postgres: EmbeddedPostgres

  beforeAll(async () => {
    dataDir = join(running.use(await makeScratch()).folder, 'data')
    process.env['AGENT_TEST_SECRET'] = 'a secret of the agent'
    postgres = running.use(await start(dataDir).finally(() => delete process.env['AGENT_TEST_SECRET']))
  })
  afterAll(() => running.disposeAsync())

  test.for([
    ['the agent is no superuser', 'select rolsuper from pg_roles where rolname = current_user', false],
    ['commits reach the disk before they are answered', 'show synchronous_commit', 'on'],
    ['the disk is told to write', 'show fsync', 'on'],
    ['no port is open', 'show listen_addresses', ''],
  ] as const)('%s', async ([, statement, value]) => {
    expect(await query(postgres.url, statement)).toEqual([value])
  })

  test("PostgreSQL sees nothing of the agent's environment", async () => {
    const environment = await readFile(`/proc/${postgres.pid}/environ`, 'utf8')
    expect(environment).toContain('LC_ALL=C')
    expect(environment).not.toContain('secret')
  })

  test('a second agent on the same data directory is refused, and the first goes on', async () => {
    await expect(start(dataDir)).rejects.toThrow(`Another agent is running on the data directory ${dataDir}.`)
    expect(await query(postgres.url, 'select 1')).toEqual([1])
  })
})

test('a server that ends by itself is reported', async () => {
  await using scratch = await makeScratch()
  const reported = Promise.withResolvers<string>()
  const log = { info: () => undefined, error: reported.resolve }
  await using postgres = await startPostgres({ dataDir: join(scratch.folder, 'data'), signal: never, log })
  process.kill(postgres.pid, 'SIGKILL')
  expect(await reported.promise).toContain(`PostgreSQL (process ${postgres.pid}) ended by itself.`)
})
