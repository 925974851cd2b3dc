import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, testAgent, testPostgres, waitFor, type TestAgent } from '../../test/agent.ts'
import { contain, facts, restarted, scriptedGateway, type ScriptedGateway } from '../../test/scripted-gateway.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

const ended = facts({
  ...{ verdict: 'not_running', status: 'exited', health: 'unhealthy', exit_code: 137, stopped_by: 'itself' },
  finished_at: '2026-01-01T01:00:00.000Z',
  restart_policy: 'always',
})

const death = (name: string) =>
  firing(name, {
    labels: { alertname: 'ContainerDied', severity: 'critical', engine: 'local', container: `shop-${name}-1` },
    fingerprint: Buffer.from(name).toString('hex').padEnd(16, '0'),
  })

const engineIncident = (agent: TestAgent, phase: string) =>
  waitFor(`an incident of the engine that is ${phase}`, async () => {
    const found = (await agent.incidents()).find((one) => one.cause === 'mass_exit' && one.phase === phase)
    return found ? agent.incident(found.id) : null
  })

const comesBack = (gateway: ScriptedGateway, name: string) => void contain(gateway, name, facts())

test('containers that end together are one incident of their engine, nothing is changed, and it ends when all are back', async () => {
  await using gateway = await scriptedGateway()
  const names = Array.from({ length: 6 }, (_, index) => `s${index}`)
  for (const name of names) contain(gateway, name, ended)
  // Nobody may act before the others are told of: so the first incidents are held where they are.
  gateway.script = () => ({ ok: false, code: 'engine_unavailable', detail: 'not now', retryAfterSeconds: 1 })
  await using agent = await testAgent(gateway, await postgres.fresh(), {
    massExit: { containers: 3, seconds: 60 },
    limits: { ineffectiveChanges: 2, changesPerHour: 6, verifySeconds: 20, waitSeconds: 30, lookAgainSeconds: 1 },
  })
  await agent.post(names.slice(0, 4).map(death))
  await agent.post(names.slice(4).map(death))
  await waitFor('all to be told', async () => {
    const [one] = await agent.incidents()
    const told = one ? (await agent.incident(one.id)).events.filter(({ event }) => event.type === 'alert_received') : []
    return told.length === names.length ? true : null
  })
  for (const name of names) comesBack(gateway, name)
  const { id, events, name, target, changes, group } = await engineIncident(agent, 'resolved')
  expect([(await agent.incidents()).length, name, target, changes, gateway.changes]).toEqual([1, 'local', null, 0, []])
  expect(group).toMatchObject({ id, root: id, root_name: 'local' })
  expect(events.map(({ event }) => event)).toContainEqual(
    expect.objectContaining({ type: 'resolved', sentence: '6 of 6 containers of local are back; nothing was changed' }),
  )
})

test('those that do not come back are told of by name; once they do the incident ends, though no monitor says so', async () => {
  await using gateway = await scriptedGateway()
  for (const name of ['a', 'b', 'c']) contain(gateway, name, ended)
  await using agent = await testAgent(gateway, await postgres.fresh(), {
    massExit: { containers: 3, seconds: 60 },
    limits: { ineffectiveChanges: 2, changesPerHour: 6, verifySeconds: 1, waitSeconds: 30, lookAgainSeconds: 1 },
  })
  await agent.post(['a', 'b', 'c'].map(death))
  comesBack(gateway, 'a')
  const { events } = await engineIncident(agent, 'escalated')
  const escalated = events.flatMap(({ event }) => (event.type === 'escalated' ? [event.reason] : []))
  expect(escalated).toEqual([expect.stringMatching(/1 of 3 .* are back, .*: shop-b-1 \(exited\), shop-c-1 \(exited\)/)])
  comesBack(gateway, 'b')
  comesBack(gateway, 'c')
  await engineIncident(agent, 'resolved')
  expect(gateway.changes).toEqual([])
})

test('incidents of single containers are taken over when more follow, unless they have begun to act', async () => {
  await using gateway = await scriptedGateway()
  for (const name of ['a', 'b', 'c', 'd']) contain(gateway, name, ended)
  const acting = Promise.withResolvers<void>()
  gateway.working = async () => {
    await acting.promise
    contain(gateway, 'a', restarted(ended))
  }
  await using agent = await testAgent(gateway, await postgres.fresh(), {
    massExit: { containers: 4, seconds: 60 },
    storm: { incidents: 1_000, windowSeconds: 60, changesAtOnce: 1 },
  })
  await agent.post([death('a')])
  await waitFor('the first to act', async () =>
    (await agent.incidents()).some(({ phase }) => phase === 'acting') ? true : null,
  )
  await agent.post([death('b')])
  await waitFor('the second to wait for its turn', async () =>
    (await agent.incidents()).some(({ waiting }) => waiting?.for === 'its turn') ? true : null,
  )
  await agent.post(['c', 'd'].map(death))
  const one = await waitFor(
    'the incident of the engine',
    async () => (await agent.incidents()).find(({ name }) => name === 'local') ?? null,
  )
  const taken = (await agent.incidents()).find(({ name }) => name === 'b')
  expect(taken).toMatchObject({ phase: 'no_action', group: { id: one.id, root: one.id, root_name: 'local' } })
  for (const name of ['b', 'c', 'd']) comesBack(gateway, name)
  acting.resolve()
  await waitFor('all to end', async () =>
    (await agent.incidents()).every(({ ended_at }) => ended_at !== null) ? true : null,
  )
  expect((await agent.incidents()).map(({ name }) => name).toSorted()).toEqual(['a', 'b', 'local'])
  expect(gateway.ran()).toBe(1)
})
