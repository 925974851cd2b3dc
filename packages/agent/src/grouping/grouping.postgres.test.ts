import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, testAgent, testPostgres, waitFor, type TestAgent } from '../../test/agent.ts'
import { contain, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

const opened = (agent: TestAgent, count: number) =>
  waitFor(`${count} incidents`, async () => {
    const all = await agent.incidents()
    return all.length === count ? all : null
  })

const alertOn = (service: string) =>
  firing(service, { fingerprint: Buffer.from(service).toString('hex').padEnd(16, '0') })

test('what depends on a failing container joins its group, whether it failed before or after it', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  contain(gateway, 'api', unhealthy(), { depends_on: ['db'] })
  contain(gateway, 'web', unhealthy(), { depends_on: ['api'] })
  contain(gateway, 'mail', unhealthy())
  await using agent = await testAgent(gateway, await postgres.fresh(), { stableSeconds: 1 })
  await agent.post([alertOn('web')])
  await opened(agent, 1)
  await agent.post([alertOn('api'), alertOn('db'), alertOn('mail')])
  const incidents = await opened(agent, 4)
  const named = (name: string) => incidents.find((one) => one.name === name)
  const root = named('db')?.id
  const seen = incidents.map(({ name, group }): [string, unknown] => [name, group && [group.root, group.depends]])
  expect(Object.fromEntries(seen)).toEqual({ api: [root, true], db: [root, false], mail: null, web: [root, true] })
  expect(new Set(incidents.flatMap(({ group }) => group?.id ?? [])).size).toBe(1)
  const { events } = await agent.incident(named('web')?.id ?? '')
  const grouped = events.flatMap(({ event }) => (event.type === 'grouped' ? [event] : []))
  expect(grouped).toMatchObject([{ root_name: 'shop-db-1', size: 3, reason: 'shop-web-1 depends on shop-db-1' }])
})
