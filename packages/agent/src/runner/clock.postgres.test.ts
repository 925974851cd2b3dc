import { AgentStatus, refuse } from '@devops-ai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configOf, firing, query, quiet, testAgent, testPostgres, waitFor, type TestAgent } from '../../test/agent.ts'
import { jumpingClock } from '../../test/jumping-clock.ts'
import { contain, facts, scriptedGateway, unhealthy, type ScriptedGateway } from '../../test/scripted-gateway.ts'
import { webhook } from '../../test/webhook.ts'
import type { AgentConfig } from '../config.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

const hour = 3_600_000
const tenYears = 10 * 365 * 24 * hour

const base = configOf({ url: '', token: '' })

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

test.for(jumps)('a clock that is %s before a request is answered: it is asked for again', async ([, jump]) => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  const clock = jumpingClock()
  gateway.script = () => {
    gateway.script = () => null
    clock.jump(jump)
    return refuse('overloaded', 'full', { retryAfterSeconds: 1 })
  }
  await using agent = await testAgent(gateway, await postgres.fresh(), {}, { clock })
  await agent.post([firing('db')])
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

interface Wait {
  /** So it waits by the wrong clock. */
  readonly until: (agent: TestAgent) => Promise<boolean>
  /** What lets it go on, as it would by a clock that was right. */
  readonly then: (gateway: ScriptedGateway) => void
  /** So it goes on. */
  readonly goesOn: (agent: TestAgent, gateway: ScriptedGateway) => Promise<boolean>
  readonly before?: (gateway: ScriptedGateway) => void
  readonly config?: Partial<AgentConfig>
}

const first = async (agent: TestAgent) => (await agent.incidents()).at(-1)
const is = (phase: string) => async (agent: TestAgent) => (await first(agent))?.phase === phase
const waits = (what: string) => async (agent: TestAgent) => (await first(agent))?.waiting?.for.includes(what) ?? false
const once = (gateway: ScriptedGateway) => gateway.ran() === 1
const denied = (gateway: ScriptedGateway) => {
  gateway.script = () => ({ ok: false, code: 'denied', detail: 'it is only observed', policies: ['deny-by-default'] })
}

const phases: Readonly<Record<string, Wait>> = {
  'waiting by its own plan': {
    before: (gateway) => void contain(gateway, 'db', facts({ verdict: 'starting', health: 'starting' })),
    until: is('waiting'),
    then: (gateway) => void contain(gateway, 'db', unhealthy()),
    goesOn: async (agent, gateway) => once(gateway) && is('resolved')(agent),
  },
  'held by the back-off after the change before': {
    config: { admission: { ...base.admission, coolDownSeconds: 4 } },
    before(gateway) {
      gateway.effect = (before) => before
    },
    until: waits('the back-off'),
    then(gateway) {
      gateway.effect = () => facts({ started_at: new Date().toISOString() })
    },
    goesOn: async (agent, gateway) => gateway.ran() === 2 && is('resolved')(agent),
  },
  'acting, and asking again': {
    before(gateway) {
      gateway.script = () => refuse('overloaded', 'full', { retryAfterSeconds: 2 })
    },
    until: is('acting'),
    then(gateway) {
      gateway.script = () => null
    },
    goesOn: async (agent, gateway) => once(gateway) && is('resolved')(agent),
  },
  'acting, until its deadline': {
    config: { operationDeadlineSeconds: 5 },
    before(gateway) {
      gateway.script = () => refuse('overloaded', 'full', { retryAfterSeconds: 1 })
    },
    until: is('acting'),
    then: () => {},
    goesOn: is('escalated'),
  },
  verifying: {
    before(gateway) {
      gateway.effect = (before) => ({ ...before, health: 'starting', started_at: new Date().toISOString() })
    },
    until: is('verifying'),
    then: (gateway) => void contain(gateway, 'db', facts({ started_at: new Date().toISOString() })),
    goesOn: async (agent, gateway) => once(gateway) && is('resolved')(agent),
  },
  'in the hands of a person, and looking by itself': {
    before: denied,
    until: is('escalated'),
    then: (gateway) => void contain(gateway, 'db', facts()),
    goesOn: is('resolved'),
  },
  'waiting for an approval': {
    before(gateway) {
      gateway.script = () => 'ask'
    },
    until: waits('approval'),
    then: (gateway) => gateway.decide('approved'),
    goesOn: async (agent, gateway) => once(gateway) && is('resolved')(agent),
  },
}

test.for(
  Object.entries(phases).flatMap(([phase, wait]) =>
    ([tenYears, ...(phase === 'verifying' ? [hour] : [])] as const).map((jump) => [phase, jump / hour, wait] as const),
  ),
)('an incident that is %s by a clock %d hours ahead goes on when that is put right', async ([, hours, wait]) => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  wait.before?.(gateway)
  const clock = jumpingClock()
  clock.jump(hours * hour)
  await using agent = await testAgent(gateway, await postgres.fresh(), wait.config ?? {}, { clock })
  await agent.post([firing('db')])
  await waitFor('it to wait', async () => ((await wait.until(agent)) ? true : null))
  clock.jump(-hours * hour)
  wait.then(gateway)
  await waitFor(
    'it to go on',
    async () => ((await wait.goesOn(agent, gateway)) ? true : null),
    () => agent.log.slice(-20).join('\n'),
  )
})

test('what was counted, told and begun by a clock ten years ahead is over when it would be by a right one', async () => {
  await using gateway = await scriptedGateway()
  await using people = await webhook()
  contain(gateway, 'db', unhealthy())
  const clock = jumpingClock()
  clock.jump(tenYears)
  const url = await postgres.fresh()
  const storm = { incidents: 2, windowSeconds: 3, changesAtOnce: 5 }
  const telling = { ...quiet, webhook: people, firstRepeatSeconds: 1, longestRepeatSeconds: 1 }
  const limits = { ...base.limits, changesPerHour: 1 }
  const nobody = (name: string) => firing(name, { fingerprint: Buffer.from(name).toString('hex').padEnd(16, '0') })
  {
    await using agent = await testAgent(gateway, url, { storm, telling, limits }, { clock })
    await agent.post([firing('db')])
    await agent.settled('resolved')
    await agent.post([nobody('nowhere-1'), nobody('nowhere-2')])
    await waitFor('the storm', async () => {
      const { storm: lasts } = AgentStatus.parse(await (await agent.get('/status')).json())
      return lasts
    })
  }
  clock.jump(-tenYears)
  await using agent = await testAgent(gateway, url, { storm, telling, limits }, { clock })
  await waitFor('the storm to be told and over', async () => {
    const over = (await agent.incidents()).find(({ name }) => name === 'a storm of incidents')
    return over?.phase === 'no_action' ? true : null
  })
  await waitFor('somebody told of in the storm to tell of itself, again and again', () =>
    Promise.resolve(people.posted.some(({ body }) => body.incident.name === 'nowhere-1' && body.repeat > 1) || null),
  )
  contain(gateway, 'db', unhealthy({ started_at: new Date().toISOString() }))
  await agent.post([firing('db', { startsAt: new Date().toISOString() })])
  await waitFor('the budget to be spent within the hour', async () => {
    const [newest] = await agent.incidents()
    return newest?.name === 'db' && newest.phase === 'escalated' ? true : null
  })
  await waitFor('its person to be told', () =>
    Promise.resolve(people.posted.some(({ body }) => body.incident.name === 'db') || null),
  )
  expect(await query(url, "select from changes where at > now() + interval '1 minute'")).toEqual([])
})
