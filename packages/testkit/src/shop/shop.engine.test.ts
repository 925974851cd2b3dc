import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, afterEach, expect, inject, test } from 'vitest'
import { startCounter } from '../counting.ts'
import { dockerAt } from '../docker/api.ts'
import { containerLogs, restartContainer, startContainer, unpauseContainer } from '../docker/container.ts'
import { recordEvents } from '../docker/events.ts'
import { healthOf, inspectContainer } from '../docker/inspect.ts'
import { untilHealth, untilStatus } from '../docker/wait.ts'
import { until } from '../until.ts'
import { breakShop } from './faults.ts'
import { findShop, removeShop, startShop, type Shop } from './shop.ts'

const run = `t${process.pid}`
const api = dockerAt(inject('engineSocket'))
let startsDir: string
let shop: Shop

beforeAll(async () => {
  startsDir = await mkdtemp(join(tmpdir(), 'devops-ai-starts-'))
})
beforeEach(async () => {
  shop = await startShop(api, { run, startsDir })
})
afterEach(() => removeShop(api, run))
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  await rm(startsDir, { recursive: true, force: true })
})

const lastProbe = async (id: string): Promise<string> =>
  (await inspectContainer(api, id)).State.Health?.Log?.at(-1)?.Output.trim() ?? ''

test('a hung db makes its neighbours unhealthy, the nearest first, and its restart heals all three', async () => {
  await using events = await recordEvents(api)
  await breakShop(api, shop, 'hang')
  const api_ = await events.waitFor(shop.names.api, 'health_status: unhealthy', 60_000)
  const db = await events.waitFor(shop.names.db, 'health_status: unhealthy', 60_000)
  await events.waitFor(shop.names.web, 'health_status: unhealthy', 60_000)
  expect(api_.timeNano).toBeLessThan(db.timeNano)

  expect(await lastProbe(shop.ids.db)).toBe('db did not answer on :8080 within 1 s')
  expect(await lastProbe(shop.ids.api)).toContain('503 db did not answer within 1 s')
  expect(await lastProbe(shop.ids.web)).toContain('503 api answered 503 db did not answer within 1 s')
  expect((await containerLogs(api, shop.ids.api)).stderr).toContain(
    'api: error: GET /orders: db did not answer within 1 s',
  )

  const counter = await startCounter(startsDir)
  const before = await counter.starts('db')
  await restartContainer(api, shop.ids.db)
  await shop.untilHealthy()
  expect(await counter.starts('db')).toBe(before + 1)
})

test('a crashed db has exited by itself, and a start heals it', async () => {
  await breakShop(api, shop, 'crash')
  const { State } = await untilStatus(api, shop.ids.db, 'exited', 60_000)
  expect(State).toMatchObject({ ExitCode: 139, OOMKilled: false })
  await startContainer(api, shop.ids.db)
  await shop.untilHealthy()
})

test('a crash-looping db starts and dies again and again, whatever is restarted', async () => {
  await using events = await recordEvents(api)
  await breakShop(api, shop, 'crash-loop')
  await until(() => events.of(shop.names.db, 'die').length >= 3, { what: 'three deaths', deadlineMs: 60_000 })
  await restartContainer(api, shop.ids.db)
  const deaths = events.of(shop.names.db, 'die').length
  await until(() => events.of(shop.names.db, 'die').length > deaths, { what: 'another death', deadlineMs: 60_000 })
  expect((await containerLogs(api, shop.ids.db)).stderr).toContain('fatal: /etc/shop.conf')
})

test('a paused db is paused, and unpausing heals it', async () => {
  await breakShop(api, shop, 'pause')
  await untilHealth(api, shop.ids.api, 'unhealthy', 60_000)
  expect((await inspectContainer(api, shop.ids.db)).State.Paused).toBe(true)
  await unpauseContainer(api, shop.ids.db)
  await shop.untilHealthy()
})

test('a db stopped by a person exits with 0 and at once', async () => {
  await using events = await recordEvents(api)
  await breakShop(api, shop, 'stop-by-person')
  const stop = await events.waitFor(shop.names.db, 'stop', 60_000)
  const kill = await events.waitFor(shop.names.db, 'kill', 60_000)
  expect(Number(stop.timeNano - kill.timeNano) / 1e6).toBeLessThan(900)
  expect((await inspectContainer(api, shop.ids.db)).State).toMatchObject({ Status: 'exited', ExitCode: 0 })
})

test('a slowly starting db is "starting", makes its neighbours suffer, and heals by itself', async () => {
  await breakShop(api, shop, 'slow-start')
  await untilHealth(api, shop.ids.api, 'unhealthy', 60_000)
  expect(healthOf(await inspectContainer(api, shop.ids.db))).toBe('starting')
  await shop.untilHealthy(45_000)
})

test('memory rises to 90 % of its limit and stays there, and the service still answers', async () => {
  await breakShop(api, shop, 'memory')
  const percent = await until(
    async () => {
      const used = await memoryPercent(shop.ids.db)
      return used > 85 && used
    },
    { what: 'the memory to be used up', deadlineMs: 60_000, everyMs: 500 },
  )
  expect(percent).toBeLessThan(99)
  expect((await inspectContainer(api, shop.ids.db)).State).toMatchObject({ Running: true, OOMKilled: false })
})

test('a memory kill ends the container with 137, and the engine says why', async () => {
  await breakShop(api, shop, 'memory-kill')
  const { State } = await untilStatus(api, shop.ids.db, 'exited', 60_000)
  expect(State).toMatchObject({ ExitCode: 137, OOMKilled: true })
  await startContainer(api, shop.ids.db)
  await shop.untilHealthy()
})

test('a shop is found again by its run, and removed wholly', async () => {
  expect(await findShop(api, run)).toMatchObject({ ids: shop.ids, names: shop.names })
  await shop.remove()
  expect(await findShop(api, run)).toBeUndefined()
})

const memoryPercent = async (id: string): Promise<number> => {
  const query = { stream: 'false', 'one-shot': 'true' }
  const { json } = await api.request({ method: 'GET', path: `/containers/${id}/stats`, query })
  const { memory_stats } = json as { memory_stats: { usage: number; limit: number } }
  return (100 * memory_stats.usage) / memory_stats.limit
}
