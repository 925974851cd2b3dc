import { IncidentActionAnswer } from '@devops-ai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configOf, firing, testAgent, testPostgres, tokens, type TestAgent } from '../../test/agent.ts'
import { contain, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

const act = (agent: TestAgent, id: string, wish: object, token = tokens.ada) =>
  fetch(`${agent.url}/incidents/${id}/actions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  })
const acted = async (answer: Promise<Response>) => IncidentActionAnswer.parse(await (await answer).json())

test('a person acknowledges, retries and closes what the agent gave to them; all of it is in the log with the name', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  gateway.effect = (facts) => facts
  const limits = { ...configOf(gateway).limits, verifySeconds: 1 }
  await using agent = await testAgent(gateway, await postgres.fresh(), { limits })
  await agent.post([firing('db')])
  const { id } = await agent.settled('escalated')
  expect(gateway.ran()).toBe(2)

  expect(await acted(act(agent, id, { action: 'acknowledge', reason: 'mine' }))).toMatchObject({
    done: true,
    incident: { phase: 'escalated', waiting: { for: 'ada' } },
  })
  expect(await acted(act(agent, id, { action: 'acknowledge' }))).toMatchObject({ done: false })
  expect(await acted(act(agent, id, { action: 'retry', reason: 'the disk was full' }))).toMatchObject({ done: true })
  const { events } = await agent.settled('escalated')
  expect(gateway.ran()).toBe(3)
  expect(await acted(act(agent, id, { action: 'close', reason: 'replaced' }))).toMatchObject({
    done: true,
    incident: { phase: 'closed' },
  })
  expect(await acted(act(agent, id, { action: 'close' }))).toMatchObject({ done: false })
  expect((await act(agent, id, { action: 'retry' })).status).toBe(409)
  const by = (await agent.incident(id)).events.flatMap(({ event }) => ('by' in event ? [[event.type, event.by]] : []))
  expect(by).toEqual([
    ['acknowledged', 'ada'],
    ['retried', 'ada'],
    ['closed', 'ada'],
  ])
  expect(events.filter(({ event }) => event.type === 'escalated')).toHaveLength(2)
  expect(JSON.stringify([agent.log, await agent.incident(id)])).not.toContain(tokens.ada)
})

test('who is nobody, a program, without the role, or cannot be known now is refused', async () => {
  await using gateway = await scriptedGateway()
  gateway.people.set('guest-token', { source_id: 'guest', roles: [] })
  await using agent = await testAgent(gateway, await postgres.fresh())
  await agent.post([firing('nobody-knows')])
  const { id } = await agent.settled('escalated')
  const status = async (token: string, action = 'retry') => (await act(agent, id, { action }, token)).status
  expect(await status('stranger')).toBe(401)
  expect(await status(gateway.token)).toBe(403)
  expect(await status('guest-token')).toBe(403)
  expect(await status('guest-token', 'acknowledge')).toBe(200)
  expect((await act(agent, '00000000-0000-4000-8000-000000000001', { action: 'close' })).status).toBe(404)
  expect((await act(agent, id, { action: 'dance' })).status).toBe(400)
  gateway.silent = true
  const answer = await act(agent, id, { action: 'close' }, 'not-asked-about-yet')
  expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toMatchObject([
    503,
    '2',
    { code: 'gateway_unavailable' },
  ])
})
