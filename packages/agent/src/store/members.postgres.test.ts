import { IncidentId, instant, type IncidentEvent } from '@devops-ai/contract'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { query, realClock, testPostgres, waitFor } from '../../test/agent.ts'
import { databaseProxy } from '../../test/database-proxy.ts'
import { limits, opened, received } from '../../test/incidents.ts'
import type { Clock } from '../ports.ts'
import { appendEvents, appendOutcome, type Rules } from './append.ts'
import { openDatabase, type Database } from './database.ts'
import { finish, incidentsDue, postpone, takeNext, type Planned } from './effects.ts'
import { freeWorkOfTheDead, joinAgents } from './members.ts'
import { migrate } from './migrations.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

const quiet = { info: () => {}, warn: () => {}, error: () => {} }
const rules: Rules = { limits, atOnce: () => null }
/** No timer of it is ever over: whoever lives by it does nothing more. */
const stopped: Clock = { now: () => new Date(), after: () => () => {} }
/** Pauses of it are over at once. */
const hasty: Clock = { now: () => new Date(), after: (_milliseconds, callback) => realClock.after(1, callback) }

/** A database with one incident that has something to do now, and a second agent that has joined. */
async function scene() {
  await using cleanup = new AsyncDisposableStack()
  const url = await postgres.fresh()
  const db = cleanup.use(openDatabase(url, quiet))
  await Promise.all([migrate(db), migrate(db), migrate(db)])
  const incident = IncidentId.parse(randomUUID())
  await db
    .transaction()
    .execute((tx) =>
      appendEvents(tx, [{ id: incident, key: 'local/db', events: [opened, received] }], instant(new Date()), rules),
    )
  const other = randomUUID()
  cleanup.use(await joinAgents(url, { id: other, clock: realClock, log: quiet }))
  const kept = cleanup.move()
  return { url, db, incident, other, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

const take = async (db: Database, incident: IncidentId, self: string): Promise<Planned | null> => {
  const next = await takeNext(db, incident, self, new Date(Date.now() + 1_000))
  return next.kind === 'ours' ? next.planned : null
}

test('what one agent has in hand no other takes; what it left, anyone does', async () => {
  await using one = await scene()
  const self = randomUUID()
  {
    await using _member = await joinAgents(one.url, { id: self, clock: realClock, log: quiet })
    expect(await take(one.db, one.incident, self)).not.toBeNull()
    expect(await take(one.db, one.incident, self)).not.toBeNull()
    expect(await take(one.db, one.incident, one.other)).toBeNull()
    expect(await freeWorkOfTheDead(one.db, one.other)).toEqual([])
    const soon = new Date(Date.now() + 1_000)
    expect(await incidentsDue(one.db, one.other, soon, 10)).toEqual([])
    expect(await incidentsDue(one.db, self, soon, 10)).toHaveLength(1)
  }
  expect(await take(one.db, one.incident, self)).toBeNull()
  expect(await take(one.db, one.incident, one.other)).not.toBeNull()
})

test('the work of an agent whose session ended is free at once, and nothing that it says later counts', async () => {
  await using one = await scene()
  await using proxy = await databaseProxy(one.url)
  const self = randomUUID()
  await using _member = await joinAgents(proxy.url, { id: self, clock: stopped, log: quiet })
  const planned = await take(one.db, one.incident, self)
  if (!planned) throw new Error('expected the incident to be taken')
  await proxy.cut()
  await waitFor('the death to be seen', async () =>
    (await freeWorkOfTheDead(one.db, one.other)).includes(self) ? true : null,
  )
  const taken = await take(one.db, one.incident, one.other)
  expect(taken?.id).toBe(planned.id)
  const gathered: IncidentEvent = { type: 'evidence_gathered', round: 1, evidence: [] }
  expect(await appendOutcome(one.db, planned, [gathered], instant(new Date()), rules)).toBeNull()
  await postpone(one.db, planned, { to: new Date('2030-01-01'), notes: null, failed: false })
  await finish(one.db, planned)
  expect(await take(one.db, one.incident, one.other)).toEqual(taken)
  if (taken)
    expect(await appendOutcome(one.db, taken, [gathered], instant(new Date()), rules)).toMatchObject({
      log: [{ type: 'evidence_gathered' }],
    })
})

test('an agent that hangs with its session open is dead after ten seconds of the database, and may come back', async () => {
  await using one = await scene()
  const self = randomUUID()
  await using _member = await joinAgents(one.url, { id: self, clock: stopped, log: quiet })
  expect(await take(one.db, one.incident, self)).not.toBeNull()
  await query(one.url, `update agents set beat_at = now() - interval '9 seconds' where id = '${self}'`)
  expect(await freeWorkOfTheDead(one.db, one.other)).toEqual([])
  await query(one.url, `update agents set beat_at = now() - interval '11 seconds' where id = '${self}'`)
  expect(await freeWorkOfTheDead(one.db, one.other)).toEqual([self])
  expect(await take(one.db, one.incident, one.other)).not.toBeNull()
  await using _back = await joinAgents(one.url, { id: self, clock: stopped, log: quiet })
  expect(await take(one.db, one.incident, self)).toBeNull()
})

test('a session that broke is opened again, and the agent works on', async () => {
  await using one = await scene()
  await using proxy = await databaseProxy(one.url)
  const self = randomUUID()
  await using _member = await joinAgents(proxy.url, { id: self, clock: hasty, log: quiet })
  expect(await take(one.db, one.incident, self)).not.toBeNull()
  await proxy.cut()
  await proxy.mend()
  await waitFor('the lock to be held again', async () => {
    const back = await one.db.selectFrom('agents').select('id').where('id', '=', self).execute()
    return back.length === 1 && (await freeWorkOfTheDead(one.db, one.other)).length === 0 ? true : null
  })
  expect(await take(one.db, one.incident, self)).not.toBeNull()
})
