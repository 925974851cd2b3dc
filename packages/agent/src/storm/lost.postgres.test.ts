import { IncidentId, type IncidentEvent } from '@devops-ai/contract'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, migrated, quiet, testAgent, testPostgres, tokens, waitFor } from '../../test/agent.ts'
import { limits, start } from '../../test/incidents.ts'
import { contain, facts, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'
import { webhook } from '../../test/webhook.ts'
import { later } from '../incident/moves.ts'
import { appendEvents } from '../store/append.ts'
import type { Database } from '../store/database.ts'
import { begins } from './begin.ts'
import { tellTheLost } from './lost.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
let db: Database
beforeAll(async () => {
  postgres = await testPostgres()
  db = await migrated(await postgres.fresh())
})
afterAll(async () => {
  await db[Symbol.asyncDispose]()
  await postgres[Symbol.asyncDispose]()
})

const rules = { limits, atOnce: () => null }
const storm = { incidents: 2, windowSeconds: 60, changesAtOnce: 2 }
const now = new Date(start)
type Name = 'db' | 'web' | 'api' | 'mail'

/** Of one group: `db` was told by itself, `web` and `api` with it; `mail` is in no group and was told in a storm, which is over. */
async function scene(inStorm: readonly Name[]) {
  await sql`truncate incidents cascade`.execute(db)
  const ids = new Map<Name, IncidentId>()
  const idOf = (name: Name): IncidentId => {
    const id = ids.get(name) ?? IncidentId.parse(randomUUID())
    ids.set(name, id)
    return id
  }
  const append = (name: Name, events: readonly IncidentEvent[]) =>
    db.transaction().execute((tx) => appendEvents(tx, [{ id: idOf(name), events }], later(start, 60), rules))
  const calls = (name: Name): IncidentEvent => ({ type: 'escalated', reason: `${name} hangs`, suggestion: null })
  const told = (name: Name, channel: string): IncidentEvent => ({
    ...{ type: 'notified', channel, message_id: `${idOf(name)}:escalated`, delivered: true, detail: '' },
  })
  for (const [place, name] of (['db', 'web', 'api', 'mail'] as const).entries()) {
    const at = later(start, place)
    const history = { incidents: 0, changes_last_hour: 0, ineffective_changes: 0 }
    const group = { group: idOf('db'), root: idOf('db'), root_name: 'db', depends: true, size: 3, members: [] }
    const grouped: IncidentEvent = { type: 'grouped', ...group, reason: 'they belong together' }
    const opened: IncidentEvent = { type: 'opened', target: null, name, history }
    const channel = inStorm.includes(name) ? 'storm' : name === 'db' || name === 'mail' ? 'webhook' : 'group'
    const events = [opened, ...(name === 'mail' ? [] : [grouped]), calls(name), told(name, channel)]
    await db.transaction().execute((tx) => appendEvents(tx, [{ id: idOf(name), key: `k/${name}`, events }], at, rules))
  }
  return { idOf, append, calls, told }
}

type Scene = Awaited<ReturnType<typeof scene>>

const acknowledged: IncidentEvent = { type: 'acknowledged', by: 'ada', reason: '' }
const ofAnotherGroup = (id: IncidentId): IncidentEvent => ({
  ...{ type: 'grouped', group: id, root: id, root_name: 'db', depends: true, size: 2, members: [], reason: 'moved' },
})

test.for<
  readonly [
    sentence: string,
    inStorm: readonly Name[],
    happens: (scene: Scene) => Promise<unknown>,
    told: readonly Name[],
  ]
>([
  ['while the speaker needs a person, nobody else is told', [], () => Promise.resolve(), []],
  [
    'the speaker is resolved',
    [],
    ({ append }) => append('db', [{ type: 'resolved', sentence: 'it is healthy' }]),
    ['web'],
  ],
  ['the speaker needs nothing', [], ({ append }) => append('db', [{ type: 'no_action', reason: 'gone' }]), ['web']],
  [
    'a person closes the speaker',
    [],
    ({ append }) => append('db', [{ type: 'closed', by: 'ada', reason: '' }]),
    ['web'],
  ],
  [
    'a person asks the speaker to try once more',
    [],
    ({ append }) => append('db', [{ type: 'retried', by: 'ada', reason: '' }]),
    ['web'],
  ],
  ['the speaker looks again, as it does from time to time', [], ({ append }) => append('db', looking), []],
  [
    'a person has the speaker in hand: that covers whoever called before',
    [],
    ({ append }) => append('db', [acknowledged]),
    [],
  ],
  [
    'the speaker that a person had in hand is over',
    [],
    async ({ append }) => {
      await append('db', [acknowledged])
      await append('db', [{ type: 'resolved', sentence: 'it is healthy' }])
    },
    ['web'],
  ],
  [
    'the speaker was pruned',
    [],
    async ({ append, idOf }) => {
      await append('db', [{ type: 'closed', by: 'ada', reason: '' }])
      for (const table of ['effects', 'events'] as const)
        await db.deleteFrom(table).where('incident_id', '=', idOf('db')).execute()
      await db.deleteFrom('incidents').where('id', '=', idOf('db')).execute()
    },
    ['web'],
  ],
  [
    'the group is another one without the speaker',
    [],
    async ({ append, idOf }) => {
      await append('web', [ofAnotherGroup(idOf('web'))])
      await append('api', [ofAnotherGroup(idOf('web'))])
    },
    ['web'],
  ],
  [
    'the speaker is of another group now, and each member of its own',
    [],
    async ({ append, idOf }) => {
      await append('web', [ofAnotherGroup(idOf('web'))])
      await append('api', [ofAnotherGroup(idOf('api'))])
    },
    ['web', 'api'],
  ],
  [
    'the first member ended with the speaker: the next one is told',
    [],
    async ({ append }) => {
      await append('db', [{ type: 'resolved', sentence: 'it is healthy' }])
      await append('web', [{ type: 'resolved', sentence: 'it is healthy' }])
    },
    ['api'],
  ],
  [
    'a person has the member itself in hand',
    [],
    async ({ append }) => {
      await append('db', [{ type: 'resolved', sentence: 'it is healthy' }])
      await append('web', [acknowledged])
      await append('api', [acknowledged])
    },
    [],
  ],
  ['a storm is over: who still needs a person is told', ['mail'], () => Promise.resolve(), ['mail']],
  [
    'a storm is over that told of a whole group: one of it speaks',
    ['db', 'web'],
    ({ append }) => append('api', [{ type: 'resolved', sentence: 'it is healthy' }]),
    ['db'],
  ],
  [
    'a storm is over, and more than a storm takes need a person: its last message tells of them',
    ['mail', 'db', 'web', 'api'],
    () => Promise.resolve(),
    [],
  ],
  ['a storm lasts', ['mail'], () => stormOf(), []],
  [
    'a person closes the incident of a storm that lasts',
    ['mail'],
    async () => {
      const id = await stormOf()
      await db
        .transaction()
        .execute((tx) => appendEvents(tx, [{ id, events: [{ type: 'closed', by: 'ada', reason: '' }] }], start, rules))
    },
    ['mail'],
  ],
])('%s', async ([, inStorm, happens, expected]) => {
  const on = await scene(inStorm)
  await happens(on)
  const deps = { db, rules, limits: storm }
  const told = await tellTheLost(deps, now)
  expect(told.map(({ incident }) => incident.name).toSorted()).toEqual(expected.toSorted())
  expect(told.flatMap(({ log }) => log.map(({ type }) => type))).toEqual(
    expected.flatMap(() => ['speaker_lost', 'investigation_started']),
  )
  // While those look, and when they have called, they speak: nobody else is told, whoever asks.
  expect(await tellTheLost(deps, now)).toEqual([])
  for (const name of expected) await on.append(name, [on.calls(name)])
  expect(await tellTheLost(deps, now)).toEqual([])
  const { rows } = await sql`
    select payload ->> 'message_id' as id from effects where payload ->> 'message_id' like '%:escalated:2'`.execute(db)
  expect(rows).toHaveLength(expected.length)
})

const looking: readonly IncidentEvent[] = [{ type: 'investigation_started', round: 1, reason: 'it was well' }]

async function stormOf(): Promise<IncidentId> {
  const id = IncidentId.parse(randomUUID())
  const history = { incidents: 0, changes_last_hour: 0, ineffective_changes: 0 }
  await db.transaction().execute(async (tx) => {
    const opened: IncidentEvent = { type: 'opened', target: null, name: 'a storm of incidents', history }
    await appendEvents(tx, [{ id, key: 'storm', events: [opened] }], start, rules)
    await begins(tx, { newId: randomUUID, storm }, id, now)
  })
  return id
}

test('people who hear that the speaker is over hear of the member that still needs them', async () => {
  await using gateway = await scriptedGateway()
  await using people = await webhook()
  gateway.script = () => ({ ok: false, code: 'denied', detail: 'it is only observed', policies: ['deny-by-default'] })
  const replicas = [1, 2].map((number) => contain(gateway, `web-${number}`, unhealthy(), { service: 'web' }))
  await using agent = await testAgent(gateway, await postgres.fresh(), { telling: { ...quiet, webhook: people } })
  await agent.post(
    replicas.map(({ id, name }, index) => ({
      ...firing('web', { fingerprint: index.toString(16).padStart(16, '0') }),
      labels: { alertname: 'ContainerUnhealthy', severity: 'critical', container_id: id, container: name },
    })),
  )
  const [first] = await waitFor('the message of the first', () =>
    Promise.resolve(people.posted.length > 0 ? people.posted : null),
  )
  const other = await waitFor('the other to be told with it', async () => {
    const found = (await agent.incidents()).find(({ id }) => id !== first?.body.thread)
    const events = found ? (await agent.incident(found.id)).events : []
    return events.some(({ event }) => event.type === 'notified' && event.channel === 'group') && found ? found : null
  })
  await fetch(`${agent.url}/incidents/${first?.body.thread}/actions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.ada}`, 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'close' }),
  })
  await waitFor('the message of the other', () =>
    Promise.resolve(people.posted.some(({ body }) => body.thread === other.id) || null),
  )
  for (const { name } of replicas)
    contain(gateway, name.slice('shop-'.length, -'-1'.length), facts(), { service: 'web' })
  await waitFor('its end, told by itself', () =>
    Promise.resolve(people.posted.some(({ body }) => body.message_id === `${other.id}:resolved`) || null),
  )
  expect(people.posted.map(({ body }) => body.message_id)).toEqual([
    `${first?.body.thread}:escalated`,
    `${first?.body.thread}:closed`,
    `${other.id}:escalated:2`,
    `${other.id}:resolved`,
  ])
  // Who hears of the one hears of the other, as long as both are open.
  expect(first?.body.group).toMatchObject([{ incident: other.id, name: other.target?.name }])
  expect(first?.body.text).toContain(`In its group: ${other.target?.name} (`)
  expect(people.posted.find(({ body }) => body.thread === other.id)?.body.group).toEqual([])
})
