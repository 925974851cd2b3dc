import { refuse } from '@devops-ai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, testAgent, testPostgres, tokens, waitFor } from '../test/agent.ts'
import { contain, facts, idOf, scriptedGateway, unhealthy } from '../test/scripted-gateway.ts'
import { webhook } from '../test/webhook.ts'

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
  expect(gateway.reads).toEqual(
    expect.arrayContaining(['show service status and health', 'show recent error logs', 'check if service is healthy']),
  )
  expect(agent.log.filter((line) => line.startsWith('Gateway Operation: {'))).toHaveLength(4)
  expect(agent.log).toContainEqual(expect.stringMatching(/^METRIC: gateway_success_rate=1$/))
})

test('the same occurrence again, and another sender about the same target, make one incident and one restart', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  await using agent = await testAgent(gateway, await postgres.fresh(), { stableSeconds: 1 })
  const other = { ...firing('db'), labels: { alertname: 'InstanceDown', container_id: idOf('db') }, fingerprint: 'bb' }
  await Promise.all([agent.post([firing('db')]), agent.post([firing('db')]), agent.post([other], tokens.prometheus)])
  await agent.settled('resolved')
  expect(await (await agent.post([firing('db'), firing('db')])).json()).toEqual({ stored: 2, repeated: 2 })
  const [incident, ...more] = await waitFor('the repeats in the log', async () => {
    const all = await agent.incidents()
    const { events } = await agent.incident(all[0]?.id ?? '')
    return events.some(({ event }) => event.type === 'alert_repeated') ? all : null
  })
  expect([more, gateway.ran()]).toEqual([[], 1])
  const { events } = await agent.incident(incident?.id ?? '')
  const senders = events.flatMap(({ event }) => (event.type === 'alert_received' ? [event.alert.sender] : []))
  expect(senders.toSorted()).toEqual(['prometheus', 'watch'])
})

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

test('a gateway that is silent at first is waited for', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  await using agent = await testAgent(gateway, await postgres.fresh())
  gateway.silent = true
  expect((await agent.post([firing('db')])).status).toBe(202)
  await waitFor('the agent to notice', async () =>
    agent.log.some((line) => line.includes('does not say what can be named')) ? true : null,
  )
  gateway.silent = false
  await agent.settled('resolved')
  expect(gateway.ran()).toBe(1)
})

test('a refusal by policy is told to a person once, with what would have been done', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy(), { autonomy: 'observe' })
  gateway.script = () => refuse('denied', 'observed only', { policies: ['observe-by-default'] })
  await using hook = await webhook([500])
  await using agent = await testAgent(gateway, await postgres.fresh(), { escalationUrl: hook.url })
  await agent.post([firing('db')])
  const { id } = await agent.settled('escalated')
  const events = await waitFor('the delivery', async () => {
    const { events } = await agent.incident(id)
    return events.some(({ event }) => event.type === 'notified') ? events : null
  })
  expect(hook.posted.map(({ key }) => key)).toEqual([`${id}:escalated`, `${id}:escalated`])
  expect(hook.posted[1]?.body).toMatchObject({
    suggestion: 'restart the service',
    reason: expect.stringContaining('observed only') as string,
  })
  expect(events.filter(({ event }) => event.type === 'notified')).toHaveLength(1)
  expect([gateway.ran(), gateway.changes.length]).toEqual([0, 1])
})

test('a resolved alert for a healthy container changes nothing', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', facts())
  await using agent = await testAgent(gateway, await postgres.fresh())
  await agent.post([firing('db', { status: 'resolved' })])
  await agent.settled('no_action')
  expect(gateway.changes).toEqual([])
})

test('the test button of Grafana ends at once and asks nothing', async () => {
  await using gateway = await scriptedGateway()
  await using agent = await testAgent(gateway, await postgres.fresh())
  await agent.post([{ ...firing('db'), labels: { alertname: 'TestAlert', instance: 'Grafana' } }])
  await agent.settled('no_action')
  expect(gateway.reads).toEqual([])
})

test('a target that nobody can name is asked of a person', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  await using agent = await testAgent(gateway, await postgres.fresh())
  await agent.post([firing('nowhere')])
  const { cause, target } = await agent.settled('escalated')
  expect([cause, target, gateway.changes]).toEqual(['target_unknown', null, []])
})
