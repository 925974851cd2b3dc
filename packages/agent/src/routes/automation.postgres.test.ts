import { AgentStatus, MaintenanceList, MaintenanceWindow, type IncidentDetail } from '@devops-ai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, testAgent, testPostgres, tokens, type TestAgent } from '../../test/agent.ts'
import { contain, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

const send = (agent: TestAgent, method: string, path: string, body: object | null = {}, token = tokens.ada) =>
  fetch(agent.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
const status = async (agent: TestAgent) => AgentStatus.parse(await (await agent.get('/status')).json())
const held = ({ events }: IncidentDetail) => events.flatMap(({ event }) => (event.type === 'held' ? [event] : []))
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString()

test('while paused nothing is changed, across a restart of the agent, and who resumes wakes what waited', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  const url = await postgres.fresh()
  {
    await using agent = await testAgent(gateway, url)
    expect((await send(agent, 'POST', '/automation/pause', { reason: 'the audit' })).status).toBe(200)
    await agent.post([firing('db')])
    const incident = await agent.settled('waiting')
    expect(incident.waiting).toEqual({ for: 'the pause by ada', until: null })
    expect(held(incident)).toMatchObject([{ by: 'pause', reason: 'ada paused all changes: the audit' }])
  }
  await using agent = await testAgent(gateway, url)
  await agent.settled('waiting')
  expect((await status(agent)).automation).toMatchObject({ paused: true, by: 'ada', reason: 'the audit' })
  expect([gateway.ran(), gateway.changes.length]).toEqual([0, 0])
  expect(await (await send(agent, 'POST', '/automation/resume')).json()).toMatchObject({ paused: false, by: null })
  await agent.settled('resolved')
  expect([gateway.ran(), (await status(agent)).automation.paused]).toEqual([1, false])
})

test('what has become well during the pause is not restarted when it ends', async () => {
  await using gateway = await scriptedGateway()
  const { id } = contain(gateway, 'db', unhealthy())
  await using agent = await testAgent(gateway, await postgres.fresh())
  await send(agent, 'POST', '/automation/pause', { reason: 'the audit' })
  await agent.post([firing('db')])
  await agent.settled('waiting')
  const container = gateway.containers.get(id)
  if (container) container.facts = { ...container.facts, health: 'healthy', verdict: 'healthy' }
  await send(agent, 'POST', '/automation/resume')
  await agent.settled('resolved')
  expect(gateway.changes).toHaveLength(0)
})

test('a window holds what matches until somebody ends it, or until it ends by itself', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  contain(gateway, 'web', unhealthy())
  await using agent = await testAgent(gateway, await postgres.fresh())
  const wish = { matchers: ['service=~"db|cache"'], reason: 'new disks' }
  const added = await send(agent, 'POST', '/maintenance', { ...wish, ends_at: inSeconds(3_600) })
  const window = MaintenanceWindow.parse(await added.json())
  expect([added.status, window.state, window.by]).toEqual([201, 'open', 'ada'])
  await agent.post([firing('db')])
  const waiting = await agent.settled('waiting')
  expect(waiting.waiting).toEqual({ for: 'the maintenance by ada', until: window.ends_at })

  await send(agent, 'POST', '/maintenance', { ...wish, ends_at: inSeconds(1) })
  const ended = await send(agent, 'DELETE', `/maintenance/${window.id}`, null)
  expect(MaintenanceWindow.parse(await ended.json())).toMatchObject({ state: 'over', ended_by: 'ada' })
  await agent.settled('resolved')
  expect(gateway.ran()).toBe(1)
  expect((await send(agent, 'DELETE', `/maintenance/${window.id}`, null)).status).toBe(404)
  const { windows } = MaintenanceList.parse(await (await agent.get('/maintenance')).json())
  expect(windows).toHaveLength(2)
})

test.for([
  ['a matcher that is none', { matchers: ['db'], reason: 'x', ends_at: '2100-01-01T00:00:00.000Z' }, 400],
  [
    'a regular expression that is none',
    { matchers: ['a=~"("'], reason: 'x', ends_at: '2100-01-01T00:00:00.000Z' },
    400,
  ],
  ['no matcher at all', { matchers: [], reason: 'x', ends_at: '2100-01-01T00:00:00.000Z' }, 400],
  ['an end that has passed', { matchers: ['a=b'], reason: 'x', ends_at: '2020-01-01T00:00:00.000Z' }, 400],
] as const)('%s is refused with a sentence', async ([, body, expected]) => {
  await using gateway = await scriptedGateway()
  await using agent = await testAgent(gateway, await postgres.fresh())
  expect((await send(agent, 'POST', '/maintenance', body)).status).toBe(expected)
})

test('who has no role may look, and changes neither the pause nor a window', async () => {
  await using gateway = await scriptedGateway()
  gateway.people.set(tokens.ada, { source_id: 'ada', roles: [] })
  await using agent = await testAgent(gateway, await postgres.fresh())
  const refused = await Promise.all([
    send(agent, 'POST', '/automation/pause', { reason: 'x' }),
    send(agent, 'POST', '/automation/resume'),
    send(agent, 'POST', '/maintenance', { matchers: ['a=b'], reason: 'x', ends_at: '2100-01-01T00:00:00.000Z' }),
    send(agent, 'DELETE', '/maintenance/00000000-0000-4000-8000-000000000001', null),
  ])
  expect(refused.map((answer) => answer.status)).toEqual([403, 403, 403, 403])
  expect((await agent.get('/maintenance')).status).toBe(200)
})
