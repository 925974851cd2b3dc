import { AgentStatus } from '@devops-ai/contract'
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
const isSo = async (agent: TestAgent, underWay: number, queued: number): Promise<boolean> => {
  const { changes } = AgentStatus.parse(await (await agent.get('/status')).json())
  return changes.under_way === underWay && changes.queued === queued
}

test('two agents on one database never have more changes under way than allowed, and every one gets its turn', async () => {
  await using gateway = await scriptedGateway()
  const names = Array.from({ length: 8 }, (_, index) => `s${index}`)
  for (const name of names) contain(gateway, name, unhealthy())
  const full = Promise.withResolvers<void>()
  // A request that waits long is sent again: what counts is whose change is under way.
  const underWay = new Set<string>()
  let most = 0
  gateway.working = async ({ name }) => {
    underWay.add(name)
    most = Math.max(most, underWay.size)
    await full.promise
    underWay.delete(name)
  }
  const url = await postgres.fresh()
  const storm = { incidents: 5, windowSeconds: 3, changesAtOnce: 2 }
  await using one = await testAgent(gateway, url, { storm })
  await using other = await testAgent(gateway, url, { storm })
  await Promise.all([
    one.post(names.slice(0, 4).map((name) => alertOn(name))),
    other.post(names.slice(4).map((name) => alertOn(name))),
  ])
  await waitFor('two under way and the rest in the queue', async () => (await isSo(one, 2, 6)) || null)
  full.resolve()
  await waitFor('all to be repaired', async () => {
    const found = (await one.incidents()).filter(({ target }) => target !== null)
    return found.length === names.length && found.every(({ phase }) => phase === 'resolved') ? true : null
  })
  expect([most, gateway.ran()]).toEqual([2, names.length])
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
    await waitFor('the queue', async () => (await isSo(agent, 1, 3)) || null)
    first.resolve()
  }
  await using agent = await testAgent(gateway, url, { storm })
  await agent.settled('resolved')
  expect([...new Set(order)]).toEqual(['shop-first-1', 'shop-grave-1', 'shop-middling-1', 'shop-minor-1'])
})
