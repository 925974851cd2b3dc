import { IncidentId, instant, RequestId, type IncidentEvent } from '@devops-ai/contract'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { query, realClock, testPostgres, waitFor } from '../../test/agent.ts'
import { databaseProxy, type DatabaseProxy } from '../../test/database-proxy.ts'
import { change, diagnosed, limits, opened, received } from '../../test/incidents.ts'
import type { Effect, Incident } from '../incident/incident.ts'
import { laterBy, type Performed, type Performers } from '../perform/performer.ts'
import type { Clock } from '../ports.ts'
import { appendEvents, type Rules } from '../store/append.ts'
import { openDatabase, type Database } from '../store/database.ts'
import { eventsAfter, findIncident } from '../store/incidents.ts'
import { joinAgents } from '../store/members.ts'
import { migrate } from '../store/migrations.ts'
import { startRunner } from './runner.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

const quiet = { info: () => {}, warn: () => {}, error: () => {} }
const rules: Rules = { limits, atOnce: () => null }
/** Its pauses are twenty times shorter: sweeps every 50 ms, beats every 100 ms. */
const hurried: Clock = { now: () => new Date(), after: (ms, callback) => realClock.after(ms / 20, callback) }

/** What each kind of effect comes to on the way from an alert to a repair. */
function outcomeOf(effect: Effect, incident: Incident): readonly IncidentEvent[] {
  switch (effect.do) {
    case 'gather':
      return [{ type: 'evidence_gathered', round: effect.round, evidence: [] }]
    case 'analyse':
      return [diagnosed({ ...change, expected_operations: [...change.expected_operations] })]
    case 'request': {
      const request_id = RequestId.parse(randomUUID())
      return [{ type: 'operation_requested', request_id, body: '{}', deadline: '2100-01-01T00:00:00.000Z' }]
    }
    case 'call':
      return [
        {
          type: 'operation_answered',
          request_id: effect.request_id,
          result: { outcome: 'unknown', detail: 'silence' },
        },
      ]
    case 'verify':
      return [{ type: 'verified', verdict: 'fixed', sentence: 'it runs', evidence: [] }]
    default:
      throw new Error(`${effect.do} is not on the way of ${incident.id}`)
  }
}

/** Which requests were sent, and which incidents somebody is at. */
interface Seen {
  readonly sent: Map<string, Set<string>>
  readonly busy: Map<string, number>
  overlaps: number
}

/** Slow, and now and then not ready yet, as a small random number says. */
const performersBy = (seen: Seen, moods: Iterator<number>): Performers =>
  new Proxy(
    {},
    {
      get:
        () =>
        async (effect: Effect, { incident }: { incident: Incident }): Promise<Performed> => {
          const mood = Number(moods.next().value ?? 0)
          const busy = (seen.busy.get(incident.id) ?? 0) + 1
          seen.busy.set(incident.id, busy)
          if (busy > 1) seen.overlaps += 1
          if (effect.do === 'call')
            seen.sent.set(incident.id, (seen.sent.get(incident.id) ?? new Set()).add(effect.request_id))
          await pause(mood % 12)
          seen.busy.set(incident.id, (seen.busy.get(incident.id) ?? 1) - 1)
          return mood % 5 === 0
            ? { later: laterBy(new Date(), mood % 12), notes: null }
            : { events: outcomeOf(effect, incident) }
        },
    },
  ) as Performers

interface Working extends AsyncDisposable {
  readonly id: string
  readonly proxy: DatabaseProxy
}

async function startOne(url: string, seen: Seen, moods: Iterator<number>): Promise<Working> {
  await using cleanup = new AsyncDisposableStack()
  const id = randomUUID()
  const proxy = cleanup.use(await databaseProxy(url))
  const db = cleanup.use(openDatabase(proxy.url, quiet))
  cleanup.use(await joinAgents(proxy.url, { id, clock: hurried, log: quiet }))
  cleanup.use(
    startRunner({
      ...{ self: id, db, clock: hurried, log: quiet, rules, performers: performersBy(seen, moods) },
      ...{
        onAppended: () => {},
        pressed: () => false,
        clockWatch: () => Promise.resolve(false),
        onRound: () => {},
        patienceMs: 60_000,
      },
    }),
  )
  const kept = cleanup.move()
  return { id, proxy, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

async function open(db: Database, count: number): Promise<readonly IncidentId[]> {
  const ids = Array.from({ length: count }, () => IncidentId.parse(randomUUID()))
  const appendings = ids.map((id) => ({ id, key: `local/${id}`, events: [opened, received] }))
  await db.transaction().execute((tx) => appendEvents(tx, appendings, instant(new Date()), rules))
  return ids
}

const endedAll = async (db: Database, ids: readonly IncidentId[]) => {
  const all = await Promise.all(ids.map((id) => findIncident(db, id)))
  return all.every((incident) => incident?.phase === 'resolved') ? true : null
}

const way = [
  'opened',
  'alert_received',
  'investigation_started',
  'evidence_gathered',
  'diagnosed',
  'operation_requested',
  'operation_answered',
  'verified',
  'resolved',
]

/** What befalls one of the agents: its connections break, for a moment or for good, or the others take it for dead. */
const blows = ['cut', 'blink', 'buried'] as const

test('whatever befalls the agents, each outcome is appended once and one request of an incident is ever sent', async () => {
  const url = await postgres.fresh()
  await using db = openDatabase(url, quiet)
  await migrate(db)
  await fc.assert(
    fc.asyncProperty(
      fc.infiniteStream(fc.nat(1_000)),
      fc.array(fc.record({ after: fc.nat(60), whom: fc.nat(1), blow: fc.constantFrom(...blows) }), { maxLength: 4 }),
      async (moods, troubles) => {
        const seen: Seen = { sent: new Map(), busy: new Map(), overlaps: 0 }
        await using agents = new AsyncDisposableStack()
        const starting = [1, 2, 3].map(() => startOne(url, seen, moods))
        const working = await Promise.all(starting)
        for (const one of working) agents.use(one)
        const ids = await open(db, 12)
        for (const { after, whom, blow } of troubles) {
          await pause(after)
          // The third is spared, so that somebody is there to go on.
          const one = working[whom]
          if (!one) continue
          if (blow === 'buried')
            await query(url, `update agents set beat_at = beat_at - interval '1 minute' where id = '${one.id}'`)
          else await one.proxy.cut()
          if (blow === 'blink') await one.proxy.mend()
        }
        await waitFor('all incidents to be resolved', () => endedAll(db, ids))
        for (const id of ids) expect((await eventsAfter(db, id, 0)).map(({ event }) => event.type)).toEqual(way)
        expect([...seen.sent.values()].map(({ size }) => size)).toEqual(ids.map(() => 1))
        if (troubles.length === 0) expect(seen.overlaps).toBe(0)
      },
    ),
    { numRuns: 8, examples: [[fc.sample(fc.infiniteStream(fc.nat(1_000)), 1)[0]!, []]] },
  )
})
