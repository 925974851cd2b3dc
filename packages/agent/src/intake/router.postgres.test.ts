import { AgentStatus } from '@devops-ai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, query, testAgent, testPostgres, tokens, waitFor } from '../../test/agent.ts'
import { contain, facts, idOf, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

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

test('an incident on a target that nobody can name ends when the last of its alerts is resolved, and says that nobody looked', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  await using agent = await testAgent(gateway, await postgres.fresh())
  const other = { fingerprint: 'b'.repeat(16) }
  const over = { status: 'resolved', endsAt: '2026-01-01T02:00:00.000Z' }
  await agent.post([firing('nowhere'), firing('nowhere', other)])
  const { id } = await agent.settled('escalated')
  await agent.post([firing('nowhere', over)])
  await waitFor('the look that it is a reason for', async () => {
    const { events, phase } = await agent.incident(id)
    const looks = events.filter(({ event }) => event.type === 'diagnosed').length
    return looks === 2 && phase === 'escalated' ? true : null
  })
  await agent.post([firing('nowhere', { ...other, ...over })])
  const { events, cause, verification } = await agent.settled('no_action')
  expect([cause, verification, gateway.changes]).toEqual(['target_unknown', null, []])
  expect(events.map(({ event }) => event)).toContainEqual({
    type: 'no_action',
    reason:
      'every alert is resolved, without our doing; nothing was looked at, since the target is unknown: no container, service or alias is called "nowhere"',
  })
  // The person who was told of it hears of its end.
  await waitFor('the message of its end', async () =>
    agent.log.some((line) => line.startsWith('NOTIFY: nowhere is over') && line.includes('nothing was looked at'))
      ? true
      : null,
  )
})

test('alert text may hold any bytes at all', async () => {
  await using gateway = await scriptedGateway()
  await using agent = await testAgent(gateway, await postgres.fresh())
  const labels = { alertname: 'A\u0000B', 'ke\u0000y': '\ud800', container: "'; drop table alerts; --" }
  const answer = await agent.post([{ ...firing('db'), labels, annotations: { summary: '\udfff \\u0000' } }])
  expect(answer.status).toBe(202)
  await agent.settled('escalated')
})

test('a repeat of an alert whose incident ended long ago is looked at anew', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  const url = await postgres.fresh()
  await using agent = await testAgent(gateway, url)
  await agent.post([firing('db')])
  const { id } = await agent.settled('resolved')
  await query(url, `update incidents set ended_at = ended_at - interval '1 hour' where id = '${id}'`)
  contain(gateway, 'db', unhealthy())
  await agent.post([firing('db')])
  await waitFor('a second incident', async () => ((await agent.incidents()).length === 2 ? true : null))
  await agent.settled('resolved')
  const [, history] = (await Promise.all((await agent.incidents()).map((one) => agent.incident(one.id)))).map(
    ({ events }) => events[0],
  )
  expect([gateway.ran(), history?.event.type]).toEqual([2, 'opened'])
})

test('an alert that began before a repair and comes after it joins that incident and changes nothing', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  await using agent = await testAgent(gateway, await postgres.fresh())
  await agent.post([firing('db')])
  const { id } = await agent.settled('resolved')
  contain(gateway, 'db', facts())
  const late = firing('db', { labels: { alertname: 'DbSlow', service: 'db' }, fingerprint: 'late' })
  await agent.post([late], tokens.prometheus)
  const told = await waitFor('the late alert in the log', async () => {
    const { events } = await agent.incident(id)
    return events.find(({ event }) => event.type === 'alert_received' && event.alert.name === 'DbSlow') ?? null
  })
  expect([told.event.type, (await agent.incidents()).length, gateway.ran()]).toEqual(['alert_received', 1, 1])
})

test.for<readonly [string, object, 'fine' | 'unhealthy']>([
  ['began after it', { startsAt: new Date(Date.now() + 3_600_000).toISOString() }, 'fine'],
  ['does not say when it began', { startsAt: '0001-01-01T00:00:00Z' }, 'fine'],
  ['began before it, where the container is in trouble again,', {}, 'unhealthy'],
])('an alert that %s has an incident of its own after a repair', async ([, more, state]) => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  await using agent = await testAgent(gateway, await postgres.fresh())
  await agent.post([firing('db')])
  await agent.settled('resolved')
  contain(gateway, 'db', state === 'fine' ? facts() : unhealthy())
  await agent.post([firing('db', { fingerprint: 'other', ...more })], tokens.prometheus)
  await waitFor('a second incident', async () => ((await agent.incidents()).length === 2 ? true : null))
})

test('two monitors that send the same, each as a pair, make one incident and one restart', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  await using agent = await testAgent(gateway, await postgres.fresh())
  await Promise.all(
    [tokens.watch, tokens.watch, tokens.prometheus, tokens.prometheus].map((token) =>
      agent.post([firing('db')], token),
    ),
  )
  await agent.settled('resolved')
  expect([(await agent.incidents()).length, gateway.ran()]).toEqual([1, 1])
})

test('thousands of alerts about nothing that we know ask the gateway for no look, and hide nothing that is severe', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  await using agent = await testAgent(gateway, await postgres.fresh())
  const noise = Array.from({ length: 3_000 }, (_, place) =>
    firing(`nobody-${place}`, {
      fingerprint: `noise ${place}`,
      labels: { alertname: 'Noise', severity: 'info', service: `nobody-${place}` },
    }),
  )
  await agent.post([...noise, firing('db')])
  await waitFor('the repair', async () => (gateway.ran() === 1 ? true : null))
  await waitFor('all of them to reach an incident', async () => {
    const { alerts_waiting } = AgentStatus.parse(await (await agent.get('/status')).json())
    return alerts_waiting === 0 ? true : null
  })
  const { incidents } = AgentStatus.parse(await (await agent.get('/status')).json())
  expect(incidents['escalated']).toBeGreaterThanOrEqual(3_000)
  expect(gateway.reads.length).toBeLessThan(20)
})
