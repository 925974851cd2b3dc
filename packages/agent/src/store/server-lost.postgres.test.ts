import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { firing, testAgent, testPostgres, waitFor, type TestAgent } from '../../test/agent.ts'
import { contain, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'
import { makeScratch, start } from '../postgres/test/scratch.ts'

/** Refused while the database is silent, with a word when to come again; never lost once it was taken. */
async function untilStored(agent: TestAgent): Promise<void> {
  await waitFor('the alert to be stored', async () => {
    const { status } = await agent.post([firing('db')])
    expect([202, 503]).toContain(status)
    return status === 202 ? true : null
  })
}

test('a PostgreSQL that is killed under the agent and started again: alerts wait outside, the repair goes on, once', async () => {
  await using scratch = await makeScratch()
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  const dataDir = join(scratch.folder, 'data')
  const first = await start(dataDir)
  await using agent = await testAgent(gateway, first.url)
  gateway.script = () => ({ ok: false, code: 'overloaded', detail: 'full', retryAfterSeconds: 1 })
  await untilStored(agent)
  await waitFor('the change to be asked for', async () => (gateway.changes.length > 0 ? true : null))
  process.kill(first.pid, 'SIGKILL')
  await waitFor('the agent to say so', async () => ((await agent.get('/health')).status === 503 ? true : null))
  expect((await agent.post([firing('db')])).headers.get('retry-after')).toBe('2')
  gateway.script = () => null
  await using again = await start(dataDir)
  expect([again.url, again.pid === first.pid]).toEqual([first.url, false])
  await agent.settled('resolved')
  expect([gateway.ran(), new Set(gateway.changes.map(({ body }) => body)).size]).toEqual([1, 1])
})

test('a PostgreSQL without a free connection: alerts wait outside; when there is one again the repair goes on', async () => {
  await using postgres = await testPostgres()
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  const { role, asSuperuser } = postgres
  await using agent = await testAgent(gateway, await postgres.fresh())
  const allow = (most: number) => asSuperuser(`alter role ${role} connection limit ${most}`)
  await allow(0)
  await asSuperuser(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${role}'`)
  const refused = await agent.post([firing('db')])
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
  expect((await agent.get('/health')).status).toBe(503)
  await pause(500)
  await allow(-1)
  await untilStored(agent)
  await agent.settled('resolved')
  expect(gateway.ran()).toBe(1)
})
