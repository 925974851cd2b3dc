import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, query, realClock, testAgent, testPostgres, waitFor } from '../../test/agent.ts'
import { contain, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'
import { openDatabase } from '../store/database.ts'
import { retain } from './retention.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

const quiet = { info: () => {}, warn: () => {}, error: () => {} }
const never = new AbortController().signal

/** A thousand copies of every ended incident with its log and its alerts, a minute apart, the newest two days old. */
const many = `
  create temporary table copies as
    select i.*, gen_random_uuid() as copy, now() - interval '2 days' - n * interval '1 minute' as over
    from incidents i, generate_series(1, 1000) n where i.ended_at is not null;
  insert into incidents (id, key, phase, snapshot, sequence, opened_at, ended_at)
    select copy, key, phase, jsonb_set(snapshot, '{id}', to_jsonb(copy)), sequence, over - interval '1 minute', over from copies;
  insert into events select c.copy, e.sequence, c.over, e.event from copies c join events e on e.incident_id = c.id;
  insert into alerts (sender, fingerprint, starts_at, status, alert, labels, annotations, received_at, news, incident_id)
    select a.sender, c.copy::text, a.starts_at, a.status, a.alert, a.labels, a.annotations, c.over, null, c.copy
    from copies c join alerts a on a.incident_id = c.id`

test('what has ended is pruned by age and count, what is open never; what is left is whole, and the rest is remembered', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  const url = await postgres.fresh()
  await using agent = await testAgent(gateway, url)
  await agent.post([firing('db')])
  await agent.settled('resolved')
  await agent.post([firing('nobody-knows', { fingerprint: 'b'.repeat(16) })])
  await waitFor('a person to be needed', async () =>
    (await agent.incidents()).some(({ phase }) => phase === 'escalated') ? true : null,
  )
  await query(url, many)
  const db = openDatabase(url, quiet)
  const deps = { db, clock: realClock, log: quiet }
  const counts = async () =>
    query(
      url,
      `select (select count(*)::int from incidents where ended_at is null) as open,
        (select count(*)::int from incidents where ended_at is not null) as ended,
        (select count(*)::int from alerts) as alerts,
        (select count(*)::int from events e where not exists (select from incidents i where i.id = e.incident_id)) as stray,
        (select sum(times)::int from memories) as remembered`,
    )
  expect(await retain({ ...deps, settings: { days: 30, incidents: 100 } }, never)).toBe(901)
  expect(await counts()).toEqual([{ open: 1, ended: 100, alerts: 101, stray: 0, remembered: 901 }])
  expect(await retain({ ...deps, settings: { days: 30, incidents: 100 } }, never)).toBe(0)
  expect(await retain({ ...deps, settings: { days: 1, incidents: 100 } }, never)).toBe(99)
  expect(await counts()).toEqual([{ open: 1, ended: 1, alerts: 2, stray: 0, remembered: 1_000 }])
  await db.destroy()

  for (const { id, phase } of await agent.incidents()) {
    const report = await agent.get(`/incidents/${id}/report`)
    expect([report.status, report.headers.get('content-type')]).toEqual([200, 'text/markdown; charset=utf-8'])
    expect(await report.text()).toContain(phase === 'resolved' ? '**Outcome:** resolved' : 'waits for a person')
  }

  contain(gateway, 'db', unhealthy())
  await agent.post([
    firing('db', { fingerprint: 'c'.repeat(16), startsAt: new Date(Date.now() + 60_000).toISOString() }),
  ])
  const again = await waitFor('the next incident to be resolved', async () => {
    const all = (await agent.incidents()).filter(({ phase }) => phase === 'resolved')
    return all.length === 2 && all[0] ? agent.incident(all[0].id) : null
  })
  const evidence = again.events.flatMap(({ event }) => (event.type === 'evidence_gathered' ? event.evidence : []))
  expect(evidence.find(({ source }) => source === 'memory')?.sentence).toMatch(
    /^db had 1001 incidents before, 1 in the last 24 h: process hung 1001 times \(restart_service repaired it 1001 times/,
  )
  expect(gateway.changes.at(-1)?.body).toContain('History: 1 similar incidents in last 24h')
})
