import { IncidentId, instant, RequestId, type IncidentEvent } from '@devops-ai/contract'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrated, testPostgres } from '../../test/agent.ts'
import { change, diagnosed, limits, received, opened, start } from '../../test/incidents.ts'
import { unhealthy } from '../../test/scripted-gateway.ts'
import { statusEvidence } from '../evidence/status.ts'
import { appendEvents, type Rules } from '../store/append.ts'
import type { Database } from '../store/database.ts'
import { admit } from './admit.ts'
import { admissible, target } from './testing/facts.ts'

let postgres: Awaited<ReturnType<typeof testPostgres>>
beforeAll(async () => {
  postgres = await testPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

const rules: Rules = { limits, atOnce: () => null }

/** Incidents on one target, each with a change that is planned. */
async function planned(db: Database, count: number) {
  const plan = diagnosed({ ...change, expected_operations: [...change.expected_operations] })
  const evidence: IncidentEvent = {
    type: 'evidence_gathered',
    round: 1,
    evidence: [{ number: 'E2', ...statusEvidence(target, unhealthy()) }],
  }
  const appendings = Array.from({ length: count }, (_, index) => ({
    id: IncidentId.parse(randomUUID()),
    key: `local/${index}`,
    events: [{ ...opened, target }, received, evidence, plan],
  }))
  return (await db.transaction().execute((tx) => appendEvents(tx, appendings, start, rules))).map(
    ({ incident }) => incident,
  )
}

const requested = (): IncidentEvent => ({
  type: 'operation_requested',
  request_id: RequestId.parse(randomUUID()),
  body: '{}',
  deadline: start,
})

test('two agents that ask at the same time never exceed a budget together', async () => {
  const url = await postgres.fresh()
  await using one = await migrated(url)
  await using other = await migrated(url)
  const incidents = await planned(one, 8)
  const deps = { limits: admissible().limits, now: () => new Date(start), requested }
  const decided = await Promise.all(
    incidents.map((incident, index) =>
      (index % 2 === 0 ? one : other).transaction().execute(async (tx) => {
        const events = await admit(
          tx,
          deps,
          { incident, round: incident.round, target },
          { now: unhealthy(), targets: [], silences: { kind: 'known', silences: [] } },
        )
        await appendEvents(tx, [{ id: incident.id, events }], instant(new Date(start)), rules)
        return events[0]?.type
      }),
    ),
  )
  const most = deps.limits.changesPerHour.target
  expect(decided.filter((type) => type === 'operation_requested')).toHaveLength(most)
  expect(decided.filter((type) => type === 'escalated')).toHaveLength(8 - most)
})

test('a change is asked for once, however many times its effect is performed', async () => {
  await using db = await migrated(await postgres.fresh())
  const [incident] = await planned(db, 1)
  if (!incident) throw new Error('expected an incident')
  const deps = { limits: admissible().limits, now: () => new Date(start), requested }
  const once = () =>
    db.transaction().execute(async (tx) => {
      const events = await admit(
        tx,
        deps,
        { incident, round: incident.round, target },
        { now: unhealthy(), targets: [], silences: { kind: 'known', silences: [] } },
      )
      if (events.length > 0) await appendEvents(tx, [{ id: incident.id, events }], start, rules)
      return events.length
    })
  expect((await Promise.all([once(), once(), once()])).toSorted()).toEqual([0, 0, 1])
  expect(await db.selectFrom('changes').select('request_id').execute()).toHaveLength(1)
})
