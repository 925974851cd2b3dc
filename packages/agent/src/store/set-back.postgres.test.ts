import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrated, testPostgres } from '../../test/agent.ts'
import { id, limits, opened, received } from '../../test/incidents.ts'
import { appendEvents } from './append.ts'
import type { Database } from './database.ts'
import { freeWorkOfTheDead } from './members.ts'
import { instants, lastSeen, noteSeen, setBack } from './set-back.ts'

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
const day = 86_400_000
const now = new Date('2026-01-01T12:00:00.000Z')
const back = 3_653 * day
/** What the wrong clock says so many seconds after the instant at which the right one says `now`. */
const wrong = (seconds: number) => new Date(now.getTime() + back + seconds * 1_000)
const right = (seconds: number) => new Date(now.getTime() + seconds * 1_000)
const moved = { now, back, floor: now }

/** Columns whose instants are no concern of a clock that is put right. */
const others: Readonly<Record<string, string>> = {
  'events.at': 'the log says what was written when',
  'incidents.turn': 'the step writes it',
  'agents.beat_at': "the server's clock",
  'clock.seen_at': 'the clock itself',
  'maintenance.starts_at': 'moved with the window that began when it was made',
  'maintenance.ends_at': 'the same',
  'maintenance.made_at': 'the same',
}

test('every instant of every table is spoken of', async () => {
  const { rows } = await sql<{ column: string }>`
    select table_name || '.' || column_name as column from information_schema.columns
    where table_schema = 'public' and data_type like 'timestamp%' and table_name not like 'kysely%'`.execute(db)
  const listed = [instants.happened, instants.due].flatMap((tables) =>
    Object.entries(tables).flatMap(([table, columns]) => columns.map((column: string) => `${table}.${column}`)),
  )
  expect(new Set(rows.map(({ column }) => column))).toEqual(new Set([...listed, ...Object.keys(others)]))
})

test('what happened lies behind, what is due is due so much earlier, and what people named stays', async () => {
  await db
    .transaction()
    .execute((tx) =>
      appendEvents(tx, [{ id, key: 'local/db', events: [opened, received] }], wrong(-60).toISOString(), rules),
    )
  await sql`
    update effects set due_at = ${wrong(30)}, payload = ${JSON.stringify({ do: 'watch', round: 1, at: wrong(30) })}::jsonb,
      notes = ${JSON.stringify({ since: wrong(-50), tries: 3, well: { since: wrong(-20), facts: 1 }, absent: null })}::jsonb;`.execute(
    db,
  )
  await sql`
    insert into effects (incident_id, payload, notes, due_at, attempt) values (${id},
      ${JSON.stringify({ do: 'verify', request_id: 'r', until: wrong(40) })}::jsonb,
      ${JSON.stringify([
        { at: right(-3_600), facts: null },
        { at: wrong(-2), facts: null },
      ])}::jsonb, ${wrong(2)}, 0)`.execute(db)
  await sql`
    insert into changes values ('r1', ${id}, ${wrong(-40)}, 'local', 'c', 's', 'i'), ('r2', ${id}, ${right(-500)}, 'local', 'c', 's', 'i')`.execute(
    db,
  )
  await sql`
    insert into storms (id, incident_id, began_at, since, told_at, ended_at)
    values (${id}, ${id}, ${wrong(-30)}, ${wrong(-90)}, ${wrong(-27)}, ${wrong(-5)})`.execute(db)
  await sql`insert into pauses (by, reason, since) values ('ada', 'r', ${wrong(-9)})`.execute(db)
  await sql`
    insert into tellings (incident_id, message_id, channel, due_at, delivered, failures, since)
    values (${id}, 'm', 'mail', ${wrong(300)}, 1, 0, ${wrong(-10)})`.execute(db)
  const window = (name: string, begin: Date, end: Date, made: Date) =>
    sql`
    insert into maintenance (id, starts_at, ends_at, matchers, reason, by, made_at)
    values (md5(${name})::uuid, ${begin}, ${end}, '[]', ${name}, 'ada', ${made})`.execute(db)
  await window('from now on', wrong(-8), wrong(3_600), wrong(-8))
  await window('next week', right(7 * 86_400), right(7 * 86_400 + 60), right(-9))

  const told = await setBack(db, moved, rules)
  expect(told.map(({ incident }) => incident.openedAt)).toEqual([right(-60).toISOString()])
  const read = async (text: string) => (await sql.raw<Record<string, unknown>>(text).execute(db)).rows
  expect(await read('select opened_at from incidents')).toEqual([{ opened_at: right(-60) }])
  const [watch, verify] = await read('select payload, notes, due_at from effects order by id')
  expect(watch).toEqual({
    due_at: right(30),
    payload: { do: 'watch', round: 1, at: right(30).toISOString() },
    notes: {
      ...{ since: right(-50).toISOString(), tries: 3, absent: null },
      well: { since: right(-20).toISOString(), facts: 1 },
    },
  })
  expect(verify).toMatchObject({
    due_at: right(2),
    payload: { until: right(40).toISOString() },
    notes: [{ at: right(-3_600).toISOString() }, { at: right(-2).toISOString() }],
  })
  expect(await read('select at from changes order by request_id')).toEqual([{ at: right(-40) }, { at: right(-500) }])
  expect(await read('select began_at, since, told_at, ended_at from storms')).toEqual([
    { began_at: right(-30), since: right(-90), told_at: right(-27), ended_at: right(-5) },
  ])
  expect(await read('select since from pauses')).toEqual([{ since: right(-9) }])
  expect(await read('select due_at, since from tellings')).toEqual([{ due_at: right(300), since: right(-10) }])
  expect(await read('select reason, starts_at, ends_at from maintenance order by reason')).toEqual([
    { reason: 'from now on', starts_at: right(-8), ends_at: right(3_600) },
    { reason: 'next week', starts_at: right(7 * 86_400), ends_at: right(7 * 86_400 + 60) },
  ])
  const whole = async () =>
    JSON.stringify(await read('select * from effects, changes, storms, pauses, tellings, maintenance'))
  const once = await whole()
  // What the right clock plans meanwhile is left alone by the looks that follow.
  expect(await setBack(db, { ...moved, floor: right(back / 1_000 - 5) }, rules)).toEqual([])
  expect(await whole()).toBe(once)
})

test('what the clock said last is known in the next life', async () => {
  expect((await lastSeen(db))?.getTime()).toBeGreaterThan(now.getTime())
  await noteSeen(db, wrong(0))
  await noteSeen(db, now)
  expect(await lastSeen(db)).toEqual(now)
})

test("a beat of a server's clock that was years ahead is no lease for years", async () => {
  const self = '00000000-0000-4000-8000-00000000000a'
  const hung = '00000000-0000-4000-8000-00000000000b'
  await sql`insert into agents values (${self}, now()), (${hung}, now() + interval '10 years')`.execute(db)
  await freeWorkOfTheDead(db, self)
  const { rows } = await sql`select from agents where beat_at > now()`.execute(db)
  expect(rows).toEqual([])
})
