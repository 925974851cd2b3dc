import { refuse } from '@devops-ai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, testAgent, testPostgres, waitFor } from '../../test/agent.ts'
import { jumpingClock } from '../../test/jumping-clock.ts'
import { contain, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

const hour = 3_600_000
const tenYears = 10 * 365 * 24 * hour

const jumps = [
  ['set back by an hour', -hour],
  ['set forward by an hour', hour],
  ['set forward by ten years', tenYears],
] as const

test.for(jumps)('a clock that is %s in the middle of a repair: it goes on, with one effect', async ([, jump]) => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  gateway.script = () => refuse('overloaded', 'full', { retryAfterSeconds: 1 })
  const clock = jumpingClock()
  await using agent = await testAgent(gateway, await postgres.fresh(), {}, { clock })
  await agent.post([firing('db')])
  await waitFor('the change to be asked for', async () => (gateway.changes.length > 0 ? true : null))
  gateway.script = () => null
  clock.jump(jump)
  await agent.settled('resolved')
  expect([gateway.ran(), new Set(gateway.changes.map(({ body }) => body)).size]).toEqual([1, 1])
})

test.for(jumps)('a clock that is %s while no agent runs: the next one goes on', async ([, jump]) => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  gateway.script = () => refuse('overloaded', 'full', { retryAfterSeconds: 1 })
  const clock = jumpingClock()
  const url = await postgres.fresh()
  {
    await using first = await testAgent(gateway, url, {}, { clock })
    await first.post([firing('db')])
    await waitFor('the change to be asked for', async () => (gateway.changes.length > 0 ? true : null))
  }
  gateway.script = () => null
  clock.jump(jump)
  await using second = await testAgent(gateway, url, {}, { clock })
  await second.settled('resolved')
  expect(gateway.ran()).toBe(1)
})
