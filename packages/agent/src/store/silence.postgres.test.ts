import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firing, query, testAgent, testPostgres, waitFor } from '../../test/agent.ts'
import { databaseProxy } from '../../test/database-proxy.ts'
import { contain, scriptedGateway, unhealthy } from '../../test/scripted-gateway.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

test('an outcome that could not be committed is fetched again with the same bytes; the change ran once', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  const url = await postgres.fresh()
  await using agent = await testAgent(gateway, url)
  await query(
    url,
    `create table broken (so boolean); insert into broken values (true);
    create function fails() returns trigger language plpgsql as $$ begin
      if new.event ->> 'type' = 'operation_answered' and exists (select from broken) then raise exception 'disk on fire'; end if;
      return new; end $$;
    create trigger fails before insert on events for each row execute function fails()`,
  )
  await agent.post([firing('db')])
  await waitFor('the failure', async () => (agent.log.some((line) => line.includes('disk on fire')) ? true : null))
  expect(gateway.ran()).toBe(1)
  await query(url, 'truncate broken')
  const { events, changes } = await agent.settled('resolved')
  expect([changes, gateway.ran(), new Set(gateway.changes.map(({ body }) => body)).size]).toEqual([1, 1, 1])
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1))
})

test('what fails by our fault again and again goes to a person', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  const url = await postgres.fresh()
  await using agent = await testAgent(gateway, url)
  await query(
    url,
    `create function fails() returns trigger language plpgsql as $$ begin
      if new.event ->> 'type' = 'evidence_gathered' then raise exception 'a bug'; end if; return new; end $$;
    create trigger fails before insert on events for each row execute function fails()`,
  )
  await agent.post([firing('db')])
  const { events } = await agent.settled('escalated')
  expect(events.map(({ event }) => event)).toContainEqual(
    expect.objectContaining({
      type: 'escalated',
      reason: expect.stringContaining('our fault: gather failed') as string,
    }),
  )
  expect(gateway.changes).toEqual([])
})

test('while the database is gone alerts are answered 503 and health says so; afterwards work goes on', async () => {
  await using gateway = await scriptedGateway()
  contain(gateway, 'db', unhealthy())
  await using proxy = await databaseProxy(await postgres.fresh())
  await using agent = await testAgent(gateway, proxy.url)
  await proxy.cut()
  const refused = await agent.post([firing('db')])
  expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('content-type')]).toEqual([
    503,
    '2',
    'application/problem+json',
  ])
  expect((await agent.get('/health')).status).toBe(503)
  expect((await agent.get('/incidents')).status).toBe(503)
  await pause(300)
  await proxy.mend()
  await waitFor('the agent to store again', async () =>
    (await agent.post([firing('db')])).status === 202 ? true : null,
  )
  await agent.settled('resolved')
  expect(gateway.ran()).toBe(1)
})

test('work in hand survives a database that goes and comes at any moment', async () => {
  await using gateway = await scriptedGateway()
  const names = Array.from({ length: 20 }, (_, index) => `s${index}`)
  for (const name of names) contain(gateway, name, unhealthy())
  await using proxy = await databaseProxy(await postgres.fresh())
  await using agent = await testAgent(gateway, proxy.url)
  expect((await agent.post(names.map((name) => firing(name, { fingerprint: name })))).status).toBe(202)
  for (let cuts = 1; cuts <= 4; cuts += 1) {
    await waitFor('some more work', async () => (gateway.reads.length >= cuts * 10 ? true : null))
    await proxy.cut()
    await proxy.mend()
  }
  await waitFor('all of them to be resolved', async () => {
    const answer = await agent.get('/incidents?phase=resolved')
    if (!answer.ok) return null
    return (await agent.incidents()).filter(({ phase }) => phase === 'resolved').length === names.length ? true : null
  })
  expect(gateway.ran()).toBe(names.length)
})
