import { AgentStatus } from '@devops-ai/contract'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, testAgent, testPostgres, waitFor, type TestAgent } from '../../test/agent.ts'
import { contain, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

const alertOn = (name: string, severity = 'critical') => ({
  ...firing(name, { fingerprint: Buffer.from(name).toString('hex').padEnd(16, '0') }),
  labels: { alertname: 'ContainerUnhealthy', severity, service: name },
})
const statusOf = async (agent: TestAgent) => AgentStatus.parse(await (await agent.get('/status')).json())

test('two agents on one database never have more changes under way than allowed, and every one gets its turn', async () => {
  await using gateway = await scriptedGateway()
  const names = Array.from({ length: 8 }, (_, index) => `s${index}`)
  for (const name of names) contain(gateway, name, unhealthy())
  let underWay = 0
  let most = 0
  gateway.working = async () => {
    underWay += 1
    most = Math.max(most, underWay)
    await pause(50)
    underWay -= 1
  }
  const url = await postgres.fresh()
  const storm = { incidents: 5, windowSeconds: 3, changesAtOnce: 2 }
  await using one = await testAgent(gateway, url, { storm })
  await using other = await testAgent(gateway, url, { storm })
  await Promise.all([
    one.post(names.slice(0, 4).map((name) => alertOn(name))),
    other.post(names.slice(4).map((name) => alertOn(name))),
  ])
  const all = await waitFor('all to be repaired', async () => {
    const found = (await one.incidents()).filter(({ target }) => target !== null)
    return found.length === names.length && found.every(({ phase }) => phase === 'resolved') ? found : null
  })
  expect(most).toBeLessThanOrEqual(2)
  expect(gateway.ran()).toBe(names.length)
  const logs = await Promise.all(all.map(({ id }) => one.incident(id)))
  expect(logs.some(({ events }) => events.some(({ event }) => event.type === 'held' && event.by === 'turn'))).toBe(true)
})

test('the free place goes to the most severe, whoever asked first, and the queue survives a restart', async () => {
  await using gateway = await scriptedGateway()
  for (const name of ['first', 'minor', 'grave', 'middling']) contain(gateway, name, unhealthy())
  const first = Promise.withResolvers<void>()
  const order: string[] = []
  gateway.working = async ({ name }) => {
    order.push(name)
    if (name === 'shop-first-1') await first.promise
  }
  const url = await postgres.fresh()
  const storm = { incidents: 1_000, windowSeconds: 3, changesAtOnce: 1 }
  {
    await using agent = await testAgent(gateway, url, { storm })
    await agent.post([alertOn('first')])
    await waitFor('the first change', async () => (order.length > 0 ? true : null))
    await agent.post([alertOn('minor', 'info'), alertOn('middling', 'warning'), alertOn('grave')])
    const full = { under_way: 1, queued: 3 }
    await waitFor('the queue', async () =>
      JSON.stringify((await statusOf(agent)).changes) === JSON.stringify(full) ? true : null,
    )
    first.resolve()
  }
  await using agent = await testAgent(gateway, url, { storm })
  await agent.settled('resolved')
  expect([...new Set(order)]).toEqual(['shop-first-1', 'shop-grave-1', 'shop-middling-1', 'shop-minor-1'])
})
