import { refuse } from '@devops-ai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, testAgent, testPostgres, tokens, waitFor, quiet } from '../../test/agent.ts'
import { contain, scriptedGateway, unhealthy, type ScriptedGateway } from '../../test/scripted-gateway.ts'
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

test.for<
  readonly [
    sentence: string,
    met: 'ask' | ReturnType<typeof refuse>,
    afterwards: (gateway: ScriptedGateway) => void,
    ran: number,
    log: readonly string[],
  ]
>([
  [
    'a change that a person approves after the incident was closed',
    'ask',
    (gateway) => gateway.decide('approved'),
    1,
    ['approval_granted by ada', 'operation_answered succeeded'],
  ],
  [
    'a change that was asked for in vain until the incident was closed, and is not asked for again',
    refuse('overloaded', 'full', { retryAfterSeconds: 2 }),
    () => {},
    0,
    ['operation_answered voided'],
  ],
])('%s is in its log, and nothing comes of it', async ([, met, afterwards, ran, expected]) => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  gateway.script = () => met
  await using agent = await testAgent(gateway, await postgres.fresh())
  await agent.post([firing('db')])
  const { id } = await waitFor('the change to be asked for', async () => {
    const [one] = await agent.incidents()
    return one?.phase === (met === 'ask' ? 'waiting' : 'acting') && gateway.changes.length > 0 ? one : null
  })
  await fetch(`${agent.url}/incidents/${id}/actions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.ada}`, 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'close' }),
  })
  const sent = gateway.changes.length
  afterwards(gateway)
  const afterEnd = async () => {
    const { events } = await agent.incident(id)
    return events.slice(events.findIndex(({ event }) => event.type === 'closed') + 1).flatMap(({ event }) => {
      if (event.type === 'operation_answered') return [`${event.type} ${event.result.outcome}`]
      return event.type === 'notified' ? [] : [`${event.type}${'by' in event ? ` by ${event.by}` : ''}`]
    })
  }
  await waitFor('what became of it', async () => ((await afterEnd()).at(-1) === expected.at(-1) ? true : null))
  expect(await afterEnd()).toEqual(expected)
  expect([(await agent.incident(id)).phase, gateway.ran(), gateway.changes.length]).toEqual(['closed', ran, sent])
  expect(await (await agent.get(`/incidents/${id}/report`)).text()).toContain(expected.at(-1)?.split(' ')[1])
})
