import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, testAgent, testPostgres } from '../../test/agent.ts'
import { contain, facts, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'
import { workAlone } from './alone.ts'
import { openDatabase } from './database.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

test('while alerts are being routed, however long that takes, a change is admitted, made and seen to help', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', facts({ verdict: 'starting', health: 'starting' }))
  const url = await postgres.fresh()
  await using agent = await testAgent(gateway, url)
  await agent.post([firing('db')])
  await agent.settled('waiting')
  await using db = openDatabase(url, { info: () => {}, warn: () => {}, error: () => {} })
  await db.transaction().execute(async (tx) => {
    await workAlone(tx, 'routing')
    contain(gateway, 'db', unhealthy())
    await agent.settled('resolved')
  })
  expect(gateway.ran()).toBe(1)
})
