import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, testAgent, testPostgres, waitFor } from '../../test/agent.ts'
import { gatewayProxy } from '../../test/gateway-proxy.ts'
import { jumpingClock } from '../../test/jumping-clock.ts'
import { contain, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

const tenMinutes = 10 * 60_000

/**
 * The gateway runs the change and its answer is lost; then nothing comes through for ten minutes of the agent's clock,
 * and then all does.
 */
async function partitioned(operationDeadlineSeconds: number, whileAway: string | null) {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  const line = { away: false }
  await using proxy = await gatewayProxy(gateway.url, (kind) => {
    if (line.away) return 'closes the connection'
    line.away = kind === 'change'
    return line.away ? 'runs it and loses the answer' : 'none'
  })
  const clock = jumpingClock()
  const client = { url: proxy.url, timeoutSeconds: 2 }
  const limits = { ineffectiveChanges: 2, changesPerHour: 6, verifySeconds: 5, waitSeconds: 3_600, lookAgainSeconds: 1 }
  await using agent = await testAgent(
    gateway,
    await postgres.fresh(),
    { operationDeadlineSeconds, limits },
    { clock, client },
  )
  await agent.post([firing('db')])
  await waitFor('the change to run', async () => (gateway.ran() > 0 ? true : null))
  clock.jump(tenMinutes)
  if (whileAway !== null) await agent.settled(whileAway)
  proxy.meets = () => 'none'
  const { events, changes } = await agent.settled('resolved')
  const told = events.flatMap(({ event }) => (event.type === 'escalated' ? [event.reason] : []))
  return { ran: gateway.ran(), asked: new Set(gateway.changes.map(({ body }) => body)).size, told, changes }
}

test('a partition of ten minutes within the deadline of a request: the same bytes again, and nobody is disturbed', async () => {
  expect(await partitioned(900, null)).toEqual({ ran: 1, asked: 1, told: [], changes: 1 })
})

test('a partition of ten minutes beyond it: a person is told what is not known, and the incident ends by looking', async () => {
  const { ran, asked, told } = await partitioned(20, 'escalated')
  expect([ran, asked, told]).toEqual([
    1,
    1,
    [expect.stringMatching(/^The gateway does not answer: .*whether it ran is not known$/)],
  ])
})
