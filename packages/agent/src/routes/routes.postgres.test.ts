import { AgentStatus } from '@devops-ai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, testAgent, testPostgres, tokens, waitFor } from '../../test/agent.ts'
import { contain, facts, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

test('what is open is open, and the rest asks for a token of the right kind', async () => {
  await using gateway = await scriptedGateway()
  await using agent = await testAgent(gateway, await postgres.fresh())
  const status = async (path: string, token?: string) =>
    (await fetch(agent.url + path, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } })).status
  for (const path of ['/health', '/openapi.json', '/docs', '/']) expect([path, await status(path)]).toEqual([path, 200])
  for (const path of ['/status', '/metrics', '/incidents', '/incidents/00000000-0000-4000-8000-000000000001']) {
    expect([path, await status(path)]).toEqual([path, 401])
    expect([path, await status(path, tokens.watch)]).toEqual([path, 403])
  }
  expect(await (await fetch(`${agent.url}/health`)).json()).toMatchObject({ status: 'success' })
})

test.for([
  ['an incident that is not there', '/incidents/00000000-0000-4000-8000-000000000001', 404, 'unknown_incident'],
  ['its events', '/incidents/00000000-0000-4000-8000-000000000001/events', 404, 'unknown_incident'],
  ['an id that is none', '/incidents/1', 400, 'invalid_request'],
  ['a phase that is none', '/incidents?phase=sleeping', 400, 'invalid_request'],
  ['a route that is none', '/nowhere', 404, 'not_found'],
] as const)('%s is answered with a problem document', async ([, path, status, code]) => {
  await using gateway = await scriptedGateway()
  await using agent = await testAgent(gateway, await postgres.fresh())
  const answer = await agent.get(path)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
  expect(await answer.json()).toMatchObject({ status, code })
})

test.for([
  ['no JSON', '{"alerts":', 'application/json'],
  ['no batch of alerts', '{"alerts":"none"}', 'application/json'],
  ['nothing', '', 'application/json'],
] as const)('a body that is %s is refused', async ([, body, type]) => {
  await using gateway = await scriptedGateway()
  await using agent = await testAgent(gateway, await postgres.fresh())
  const headers = { authorization: `Bearer ${tokens.watch}`, 'content-type': type }
  const answer = await fetch(`${agent.url}/webhook/alerts`, { method: 'POST', headers, body })
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'invalid_request' }])
})

test('a batch is taken whatever its sender calls JSON, and fields that senders add are no fault', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', facts())
  await using agent = await testAgent(gateway, await postgres.fresh())
  const headers = { authorization: `Bearer ${tokens.watch}`, 'content-type': 'text/plain' }
  const body = JSON.stringify({
    alerts: [{ ...firing('db'), fingerprint: undefined, news: 1 }],
    notification_reason: 'x',
  })
  expect((await fetch(`${agent.url}/webhook/alerts`, { method: 'POST', headers, body })).status).toBe(202)
  await agent.settled('no_action')
})

test('status and metrics tell what the agent did', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  await using agent = await testAgent(gateway, await postgres.fresh())
  await agent.post([firing('db')])
  await agent.settled('resolved')
  expect(AgentStatus.parse(await (await agent.get('/status')).json())).toMatchObject({
    status: 'success',
    analyst: 'rules',
    incidents: { resolved: 1 },
    alerts_waiting: 0,
  })
  const metrics = await (await agent.get('/metrics')).text()
  for (const line of [
    'alerts_received_total 1',
    'incidents_total{outcome="resolved"} 1',
    'gateway_success_rate 1',
    'gateway_operation_duration_seconds_count{operation="restart_service"} 1',
    'gateway_command_execution_time_ms_count{operation="check_health"} 2',
    'incident_duration_seconds_count 1',
  ])
    expect(metrics).toContain(line)
})

test('the log of an incident is followed live; the end of the agent ends the stream at once', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  gateway.script = () => ({ ok: false, code: 'engine_unavailable', detail: 'not now' })
  const agent = await testAgent(gateway, await postgres.fresh())
  await agent.post([firing('db')])
  const [incident] = await waitFor('an incident', async () =>
    (await agent.incidents()).length > 0 ? agent.incidents() : null,
  )
  const stream = await agent.get(`/incidents/${incident?.id ?? ''}/events`)
  let text = ''
  const read = stream.body
    ?.pipeThrough(new TextDecoderStream())
    .pipeTo(new WritableStream({ write: (part) => void (text += part) }))
  await waitFor('the request in the stream', async () => (text.includes('operation_requested') ? true : null))
  const began = performance.now()
  await agent[Symbol.asyncDispose]()
  await read?.catch(() => {})
  expect(performance.now() - began).toBeLessThan(9_000)
})
