import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, testAgent, testPostgres } from '../test/agent.ts'
import { contain, scriptedGateway, unhealthy } from '../test/scripted-gateway.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

test('an alert becomes evidence, a diagnosis, one restart, a verification and a resolved incident', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  await using agent = await testAgent(gateway, await postgres.fresh())
  const posted = await agent.post([firing('db')])
  expect([posted.status, await posted.json()]).toEqual([202, { stored: 1, repeated: 0 }])
  const { events, verification, cause } = await agent.settled('resolved')
  expect(events.map(({ event }) => event.type)).toEqual([
    'opened',
    'alert_received',
    'investigation_started',
    'evidence_gathered',
    'diagnosed',
    'operation_requested',
    'operation_answered',
    'verified',
    'resolved',
  ])
  expect([verification, cause, gateway.ran()]).toEqual(['fixed', 'process_hung', 1])
  console.log(JSON.stringify(events.map(({ at, event }) => [at, event.type])), gateway.changes[0]?.body)
})
