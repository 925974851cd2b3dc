import { refuse } from '@devops-ai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, testAgent, testPostgres, waitFor, quiet } from '../../test/agent.ts'
import { contain, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'
import { webhook } from '../../test/webhook.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

test.for([
  ['an answer that was lost', 'hang up'],
  ['a gateway that is full for a moment', refuse('overloaded', 'full', { retryAfterSeconds: 1 })],
  ['an operation that nobody knows the end of', 'unknown'],
] as const)('%s is asked about with the same bytes, and the change runs once', async ([, met]) => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  gateway.script = (_request, tries) => (tries === 1 ? met : null)
  await using agent = await testAgent(gateway, await postgres.fresh())
  await agent.post([firing('db')])
  const { changes } = await agent.settled('resolved')
  expect([gateway.ran(), changes, new Set(gateway.changes.map(({ body }) => body)).size]).toEqual([1, 1, 1])
})

test('a refusal by policy is told to a person once, with what would have been done', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy(), { autonomy: 'observe' })
  gateway.script = () => refuse('denied', 'observed only', { policies: ['observe-by-default'] })
  await using hook = await webhook([500])
  await using agent = await testAgent(gateway, await postgres.fresh(), { telling: { ...quiet, webhook: hook } })
  await agent.post([firing('db')])
  const { id } = await agent.settled('escalated')
  const events = await waitFor('the delivery', async () => {
    const { events } = await agent.incident(id)
    return events.some(({ event }) => event.type === 'notified' && event.delivered) ? events : null
  })
  expect(hook.posted.map(({ key }) => key)).toEqual([`${id}:escalated`, `${id}:escalated`])
  expect(hook.posted[1]?.body).toMatchObject({
    suggestion: 'restart the service',
    reason: expect.stringContaining('observed only') as string,
  })
  expect(events.flatMap(({ event }) => (event.type === 'notified' ? [[event.delivered, event.detail]] : []))).toEqual([
    [false, 'the webhook answered 500'],
    [true, 'the webhook answered 200'],
  ])
  expect([gateway.ran(), gateway.changes.length]).toEqual([0, 1])
})
