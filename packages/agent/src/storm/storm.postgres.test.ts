import { AgentStatus } from '@devops-ai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, testAgent, testPostgres, waitFor, type TestAgent, quiet } from '../../test/agent.ts'
import { contain, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'
import { webhook } from '../../test/webhook.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

const nobody = (index: number) => firing(`nowhere-${index}`, { fingerprint: index.toString(16).padStart(16, '0') })

const statusOf = async (agent: TestAgent) => AgentStatus.parse(await (await agent.get('/status')).json())

test('many incidents at once are one message at the begin and one at the end, across a restart', async () => {
  await using gateway = await scriptedGateway()
  await using people = await webhook()
  const url = await postgres.fresh()
  const settings = {
    telling: { ...quiet, webhook: people },
    storm: { incidents: 5, windowSeconds: 4, changesAtOnce: 2 },
  }
  {
    await using agent = await testAgent(gateway, url, settings)
    await agent.post(Array.from({ length: 12 }, (_, index) => nobody(index)))
    await waitFor('the storm', async () => ((await statusOf(agent)).storm ? true : null))
    expect(await (await agent.get('/metrics')).text()).toMatch(/storm_active [01]/)
  }
  await using agent = await testAgent(gateway, url, settings)
  const over = await waitFor('the end of the storm', async () => {
    const storm = (await agent.incidents()).find(({ name }) => name === 'a storm of incidents')
    return storm?.ended_at ? storm : null
  })
  await waitFor('both messages', async () => (people.posted.length >= 2 ? true : null))
  expect(people.posted.map(({ body }) => body.message_id)).toEqual([`${over.id}:escalated`, `${over.id}:no_action`])
  expect(people.posted.map(({ body }) => body.text)).toEqual([
    expect.stringContaining('12 incidents, more than 5 within 4 s: a storm.'),
    expect.stringContaining('12 incidents. 12 need a person, 0 are worked on'),
  ])
  expect((await statusOf(agent)).storm).toBe(null)
})

test('of a group in trouble one message is sent', async () => {
  await using gateway = await scriptedGateway()
  await using people = await webhook()
  gateway.script = () => ({ ok: false, code: 'denied', detail: 'it is only observed', policies: ['deny-by-default'] })
  const replicas = [1, 2, 3].map((number) => contain(gateway, `web-${number}`, unhealthy(), { service: 'web' }))
  await using agent = await testAgent(gateway, await postgres.fresh(), { telling: { ...quiet, webhook: people } })
  const alerts = replicas.map(({ id, name }, index) => ({
    ...firing('web', { fingerprint: index.toString(16).padStart(16, '0') }),
    labels: { alertname: 'ContainerUnhealthy', severity: 'critical', container_id: id, container: name },
  }))
  await agent.post(alerts)
  const channels = await waitFor('all three to be told', async () => {
    const all = await Promise.all((await agent.incidents()).map(({ id }) => agent.incident(id)))
    const told = all.flatMap(({ events }) =>
      events.flatMap(({ event }) => (event.type === 'notified' ? [event.channel] : [])),
    )
    return told.length === 3 ? told : null
  })
  expect(channels.toSorted()).toEqual(['group', 'group', 'webhook'])
  expect(people.posted).toHaveLength(1)
})
