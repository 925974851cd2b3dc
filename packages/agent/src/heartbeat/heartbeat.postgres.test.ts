import { AgentHealth, AgentStatus } from '@devops-ai/contract'
import { createServer } from 'node:http'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, testAgent, testPostgres, waitFor, type TestAgent } from '../../test/agent.ts'
import { databaseProxy } from '../../test/database-proxy.ts'
import { jumpingClock, type JumpingClock } from '../../test/jumping-clock.ts'
import { contain, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

/** Somebody outside who counts the calls; the first ones are answered with `answers`. */
async function watcher(answers: number[] = []) {
  let calls = 0
  const server = createServer((_request, response) => {
    calls += 1
    response.writeHead(answers.shift() ?? 200).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address of the watcher')
  return {
    url: `http://127.0.0.1:${address.port}/ping`,
    calls: () => calls,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

const healthOf = async (agent: TestAgent) => {
  const answer = await agent.get('/health')
  return { code: answer.status, ...AgentHealth.parse(await answer.json()) }
}

const untilHealth = (agent: TestAgent, code: number) =>
  waitFor(`health ${code}`, async () => {
    const health = await healthOf(agent)
    return health.code === code ? health : null
  })

/** Three more timers of whatever still works. */
const goesOn = (clock: JumpingClock) => {
  const before = clock.rings()
  return waitFor('others to go on', () => Promise.resolve(clock.rings() >= before + 3 ? true : null))
}

/** Longer than any round may take with a gateway that is given 2 s. */
const tooLong = 63_000

test('an agent that works beats: in its metric, its status, its health, and at the dead-man URL', async () => {
  await using gateway = await scriptedGateway()
  await using outside = await watcher([500])
  const deadMan = { url: outside.url, everySeconds: 1 }
  await using agent = await testAgent(gateway, await postgres.fresh(), { deadMan })
  await waitFor('calls from outside', () => Promise.resolve(outside.calls() >= 3 ? true : null))
  await untilHealth(agent, 200)
  const { heartbeat } = AgentStatus.parse(await (await agent.get('/status')).json())
  expect(heartbeat.beats).toBe(true)
  const metrics = await (await agent.get('/metrics')).text()
  const beat = Number(/^agent_heartbeat_timestamp_seconds (\S+)$/m.exec(metrics)?.[1])
  expect(beat).toBeGreaterThanOrEqual(Date.parse(heartbeat.last_at ?? '') / 1_000)
  expect(agent.log.filter((line) => line.includes('dead-man'))).toEqual([
    'the dead-man URL could not be called: it answered 500',
  ])
  expect(agent.log.join('\n')).not.toContain(outside.url)
})

test.for([
  ['a runner that hangs in the database', 'effects'],
  ['a router that hangs in the database', 'alerts'],
] as const)('%s stops the beat and the calls while the rest goes on, and with it they come back', async ([, table]) => {
  await using gateway = await scriptedGateway()
  await using outside = await watcher()
  const url = await postgres.fresh()
  const clock = jumpingClock()
  await using agent = await testAgent(gateway, url, { deadMan: { url: outside.url, everySeconds: 1 } }, { clock })
  await untilHealth(agent, 200)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`begin; lock table ${table}`)
  await waitFor('the loop to hang', async () => {
    const { rowCount } = await client.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rowCount === 0 ? null : true
  })
  const before = await healthOf(agent)
  // A call that was under way is answered by then.
  await goesOn(clock)
  const calls = outside.calls()
  clock.jump(tooLong)
  await goesOn(clock)
  expect([await healthOf(agent), outside.calls()]).toEqual([{ ...before, code: 503, status: 'failure' }, calls])
  await client.end()
  await untilHealth(agent, 200)
  await waitFor('a call', () => Promise.resolve(outside.calls() > calls ? true : null))
})

test('work that is stuck stops it, though both loops go round', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  gateway.script = () => 'hang'
  const clock = jumpingClock()
  const client = { url: gateway.url, timeoutSeconds: 600 }
  await using agent = await testAgent(gateway, await postgres.fresh(), {}, { clock, client })
  await agent.post([firing('db')])
  await waitFor('the change to be asked for', async () => (gateway.changes.length > 0 ? true : null))
  await untilHealth(agent, 200)
  clock.jump(tooLong)
  await goesOn(clock)
  const before = await untilHealth(agent, 503)
  await goesOn(clock)
  expect(await healthOf(agent)).toEqual(before)
})

test('a database that is gone stops it', async () => {
  await using gateway = await scriptedGateway()
  await using proxy = await databaseProxy(await postgres.fresh())
  await using agent = await testAgent(gateway, proxy.url)
  await untilHealth(agent, 200)
  await proxy.cut()
  const failures = () => agent.log.filter((line) => line.startsWith('looking for work failed')).length
  await waitFor('a look that fails', () => Promise.resolve(failures() > 0 ? true : null))
  const before = await healthOf(agent)
  const some = failures()
  await waitFor('another one', () => Promise.resolve(failures() > some + 1 ? true : null))
  expect([await healthOf(agent), before.code]).toEqual([before, 503])
  await proxy.mend()
  await untilHealth(agent, 200)
})
