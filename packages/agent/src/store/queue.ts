import { IncidentId, Instant, type Instant as At } from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Incident } from '../incident/incident.ts'
import { turnOf } from '../incident/turn.ts'
import type { QueueFacts, Root } from '../admission/gate.ts'
import { appendEvents, type Appended, type Rules } from './append.ts'
import type { Tx } from './database.ts'
import { calledName, needsAPerson } from './incidents.ts'

const Counts = z.tuple([z.object({ under_way: z.int(), ahead: z.int() })])

/** What stands before a change of this incident. Asked under the lock of the admission, so that nothing begins meanwhile. */
export async function queueBefore(tx: Tx, incident: Incident): Promise<QueueFacts> {
  const turn = turnOf(incident)
  const { rows } = await sql`
    select (select count(*) from incidents where acting)::int as under_way,
      (select count(*) from incidents where turn is not null and id <> ${incident.id}
        and (turn, id) < (${turn}::timestamptz, ${incident.id}::uuid))::int as ahead`.execute(tx)
  const { under_way: underWay, ahead } = Counts.parse(rows)[0]
  return { underWay, ahead }
}

const RootRow = z.object({ id: IncidentId, name: z.string(), escalated: z.boolean(), opened: Instant })

/** The suspected root of an incident's group while it is open; null when there is none. */
export async function openRootOf(tx: Tx, { group }: Incident): Promise<Root | null> {
  if (!group) return null
  const { rows } = await sql`
    select id, ${calledName} as name, ${needsAPerson} as escalated,
      snapshot ->> 'openedAt' as opened
    from incidents where id = ${group.root} and ended_at is null`.execute(tx)
  const row = z.array(RootRow).parse(rows)[0]
  return row ? { id: row.id, name: row.name, escalated: row.escalated, openedAt: row.opened } : null
}

const Called = z.array(z.object({ id: IncidentId, round: z.int() }))

/** Calls as many as there are free places, the first of the queue. Asked under the lock of the admission. */
export async function callNext(tx: Tx, changesAtOnce: number, at: At, rules: Rules): Promise<readonly Appended[]> {
  const { rows } = await sql`
    select id, (snapshot ->> 'round')::int as round from incidents
    where turn is not null and phase = 'waiting' and id = any(array(
      select id from incidents where turn is not null and phase = 'waiting' order by turn, id
      limit greatest(0, ${changesAtOnce}::int - (select count(*) from incidents where acting)::int
        - (select count(*) from incidents where turn is not null and phase <> 'waiting')::int)))
    order by id for update`.execute(tx)
  return lookAgain(tx, Called.parse(rows), 'it is its turn', at, rules)
}

/** Makes the members of a group look again that wait for its root. */
export async function callGroup(tx: Tx, root: Incident, at: At, rules: Rules): Promise<readonly Appended[]> {
  const { rows } = await sql`
    select id, (snapshot ->> 'round')::int as round from incidents
    where group_id = ${root.group?.id ?? null} and phase = 'waiting' and snapshot -> 'waiting' ->> 'gate' = 'root'
      and snapshot -> 'group' ->> 'root' = ${root.id}
    order by id for update`.execute(tx)
  const name = root.target?.name ?? root.name
  return lookAgain(tx, Called.parse(rows), `the incident on ${name} is ${root.phase.replace('_', ' ')}`, at, rules)
}

const lookAgain = (tx: Tx, called: z.infer<typeof Called>, reason: string, at: At, rules: Rules) =>
  appendEvents(
    tx,
    called.map(({ id, round }) => ({
      id,
      events: [{ type: 'investigation_started' as const, round: round + 1, reason }],
    })),
    at,
    rules,
  )
