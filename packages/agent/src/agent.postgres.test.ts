import { afterAll, beforeAll, expect, test } from 'vitest'
import { configOf, firing, testAgent, testPostgres, tokens, waitFor } from '../test/agent.ts'
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
})

test('duplicates and a second sender fold into one incident with one restart', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  await using agent = await testAgent(gateway, await postgres.fresh())
  const named = { alertname: 'Down', severity: 'page', container: 'shop-db-1' }
  await Promise.all([
    agent.post([firing('db')]),
    agent.post([firing('db'), firing('db')]),
    agent.post([firing('db', { labels: named, fingerprint: 'bbbbbbbbbbbbbbbb' })], tokens.prometheus),
  ])
  await agent.settled('resolved')
  expect(await agent.incidents()).toHaveLength(1)
  expect(gateway.ran()).toBe(1)
})

test('a gateway that does not answer gets the same bytes again, and runs them once', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  gateway.script = (_, tries) =>
    tries === 1
      ? 'hang up'
      : tries === 2
        ? { ok: false, code: 'engine_unavailable', detail: 'busy', retryAfterSeconds: 1 }
        : null
  await using agent = await testAgent(gateway, await postgres.fresh())
  await agent.post([firing('db')])
  await agent.settled('resolved')
  expect(gateway.changes.length).toBeGreaterThanOrEqual(3)
  expect(new Set(gateway.changes.map(({ body }) => body)).size).toBe(1)
  expect(gateway.ran()).toBe(1)
})

test('what policy denies goes to a person with the suggestion, and is not asked again', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  gateway.script = () => ({ ok: false, code: 'denied', detail: 'db is only observed', policies: ['deny-by-default'] })
  await using agent = await testAgent(gateway, await postgres.fresh())
  await agent.post([firing('db')])
  const { id } = await agent.settled('escalated')
  const events = await waitFor('the telling', async () => {
    const { events } = await agent.incident(id)
    return events.some(({ event }) => event.type === 'notified') ? events : null
  })
  expect(events.map(({ event }) => event)).toContainEqual({
    type: 'escalated',
    reason: expect.stringContaining('db is only observed'),
    suggestion: 'restart the service',
  })
  expect(gateway.changes).toHaveLength(1)
  expect(events.filter(({ event }) => event.type === 'notified')).toHaveLength(1)
})

test('a repair that does not help is tried twice, then a person is told, and more alerts change nothing', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  gateway.effect = () => unhealthy({ started_at: new Date().toISOString(), uptime_seconds: 3_600 })
  const limits = { ineffectiveChanges: 2, changesPerHour: 6, verifySeconds: 1, waitSeconds: 60, lookAgainSeconds: 60 }
  await using agent = await testAgent(gateway, await postgres.fresh(), { limits })
  await agent.post([firing('db')])
  const { changes, events } = await agent.settled('escalated')
  await agent.post([firing('db', { startsAt: '2026-01-01T02:00:00.000Z' })])
  await waitFor('the second alert in the log', async () => {
    const [only] = await agent.incidents()
    const detail = await agent.incident(only?.id ?? '')
    return detail.events.length > events.length ? detail : null
  })
  expect([changes, gateway.ran(), (await agent.incidents()).length]).toEqual([2, 2, 1])
})

test('an agent that ends in the middle goes on where it was', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  gateway.script = () => ({ ok: false, code: 'engine_unavailable', detail: 'not now' })
  const url = await postgres.fresh()
  {
    await using first = await testAgent(gateway, url)
    await first.post([firing('db')])
    await waitFor('the change to be asked for', async () => (gateway.changes.length > 0 ? true : null))
  }
  gateway.script = () => null
  await using second = await testAgent(gateway, url)
  await second.settled('resolved')
  expect(new Set(gateway.changes.map(({ body }) => body)).size).toBe(1)
  expect(gateway.ran()).toBe(1)
})

test('two agents on one database, started at once, share the work: each change runs once', async () => {
  await using gateway = await scriptedGateway()
  const names = Array.from({ length: 12 }, (_, index) => `s${index}`)
  for (const name of names) contain(gateway, name, unhealthy())
  // One agent has eight things in hand at a time: the ninth change is asked for by the other.
  const asked = new Set<string | undefined>()
  const ninth = Promise.withResolvers<null>()
  gateway.script = ({ request_id }) => {
    if (asked.add(request_id).size === 9) ninth.resolve(null)
    return ninth.promise
  }
  const url = await postgres.fresh()
  await using agents = new AsyncDisposableStack()
  const patient = { gateway: { ...configOf(gateway).gateway, timeoutSeconds: 15 } }
  const both = await Promise.all([testAgent(gateway, url, patient), testAgent(gateway, url, patient)])
  for (const agent of both) agents.use(agent)
  // Both are told of everything, as by two Alertmanagers.
  const alerts = names.map((name) => firing(name, { fingerprint: name }))
  expect((await Promise.all(both.map((agent) => agent.post(alerts)))).map(({ status }) => status)).toEqual([202, 202])
  await both[0].settled('resolved')
  expect(await both[1].incidents()).toHaveLength(names.length)
  expect([gateway.ran(), gateway.changes.length]).toEqual([names.length, names.length])
  const performed = both.map(({ log }) => log.filter((line) => line.endsWith(': operation_answered')).length)
  expect(performed.reduce((sum, count) => sum + count)).toBe(names.length)
  expect(Math.min(...performed)).toBeGreaterThan(0)
})

test('ten thousand alerts in one body are stored before 202', async () => {
  await using gateway = await scriptedGateway()
  await using agent = await testAgent(gateway, await postgres.fresh())
  const alerts = Array.from({ length: 10_000 }, (_, index) =>
    firing(`service-${index}`, { fingerprint: index.toString(16).padStart(16, '0') }),
  )
  const answer = await agent.post(alerts)
  expect([answer.status, await answer.json()]).toEqual([202, { stored: 10_000, repeated: 0 }])
})

test.for([
  ['a wrong token', 'wrong', 401],
  ["a reader's token", tokens.ada, 403],
] as const)('%s may not post alerts', async ([, token, status]) => {
  await using gateway = await scriptedGateway()
  await using agent = await testAgent(gateway, await postgres.fresh())
  expect((await agent.post([firing('db')], token)).status).toBe(status)
})

test('the event stream resumes after the last event that was read', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  await using agent = await testAgent(gateway, await postgres.fresh())
  await agent.post([firing('db')])
  const { id, events } = await agent.settled('resolved')
  const stream = await fetch(`${agent.url}/incidents/${id}/events`, {
    headers: { authorization: `Bearer ${tokens.ada}`, 'last-event-id': '3' },
  })
  const ids = [...(await stream.text()).matchAll(/^id: ?(\d+)$/gm)].map(([, sequence]) => Number(sequence))
  expect(ids).toEqual(events.map(({ sequence }) => sequence).filter((sequence) => sequence > 3))
})

test('a stream tells what another agent appends', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  gateway.script = () => ({ ok: false, code: 'engine_unavailable', detail: 'not now' })
  const url = await postgres.fresh()
  await using one = await testAgent(gateway, url)
  await using other = await testAgent(gateway, url)
  await one.post([firing('db')])
  const { id } = await one.settled('acting')
  const streams = [one, other].map(async (agent) => (await agent.get(`/incidents/${id}/events`)).text())
  gateway.script = () => null
  const { events } = await one.settled('resolved')
  for (const text of await Promise.all(streams))
    expect([...text.matchAll(/^id: (\d+)$/gm)].map(([, sequence]) => Number(sequence))).toEqual(
      events.map(({ sequence }) => sequence),
    )
})
