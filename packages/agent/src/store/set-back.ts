import { IncidentId, instant } from '@devops-ai/contract'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { workAlone } from './alone.ts'
import { appendEvents, type Appended, type Rules } from './append.ts'
import type { Database } from './database.ts'
import { onceMore } from './once-more.ts'

const Seen = z.tuple([z.object({ at: z.date().nullable() })])

/** What the clock of the agents said last; where none has written it yet, the instant of the newest event. */
export async function lastSeen(db: Database): Promise<Date | null> {
  const { rows } = await sql`select coalesce((select seen_at from clock), (select max(at) from events)) as at`.execute(
    db,
  )
  return Seen.parse(rows)[0].at
}

export async function noteSeen(db: Database, now: Date): Promise<void> {
  await sql`
    insert into clock (seen_at) values (${now}) on conflict (one) do update set seen_at = excluded.seen_at`.execute(db)
}

/** A clock that was ahead by `back` milliseconds and says `now` at last. Of what is due, only what lies later than `floor` is moved. */
export interface SetBack {
  readonly now: Date
  readonly back: number
  readonly floor: Date
}

/** Every column with an instant of the agent's own clock, by what it says. The log keeps its instants as they were written. */
export const instants = {
  happened: {
    alerts: ['received_at'],
    incidents: ['opened_at', 'ended_at'],
    changes: ['at'],
    storms: ['began_at', 'since', 'told_at', 'ended_at'],
    pauses: ['since', 'resumed_at'],
    tellings: ['since'],
    memories: ['last_at'],
  },
  due: { effects: ['due_at'], tellings: ['due_at'] },
} as const

/**
 * Has the rows say what they would have said, had the clock been right: what happened lies at most at `now`, what is due is due so much
 * earlier. Done again it moves nothing twice but what is due later than `floor`, and that is then done a little early. Open
 * incidents are told, so that their logs tell it, too. Throws what the database throws; then it is to be done again.
 */
export async function setBack(db: Database, moved: SetBack, rules: Rules): Promise<readonly Appended[]> {
  const { now, back, floor } = moved
  const span = sql`${back}::float8 * interval '1 millisecond'`
  const earlier = (column: RawBuilder<unknown>) => sql`${column} - ${span}`
  const alone = (statement: RawBuilder<unknown>) =>
    onceMore(() =>
      db.transaction().execute(async (tx) => {
        await workAlone(tx, 'changes')
        await statement.execute(tx)
      }),
    )
  await alone(planned(moved, span))
  for (const [table, columns] of Object.entries(instants.happened))
    for (const name of columns) {
      const column = sql.ref(name)
      await alone(sql`
        update ${sql.table(table)} set ${column} = least(${earlier(column)}, ${now}::timestamptz) 
        where ctid = any(array(select ctid from ${sql.table(table)} where ${column} > ${now}
          ${table === 'incidents' ? sql`order by id` : sql``} for update))`)
    }
  await alone(sql`
    update tellings set due_at = ${earlier(sql.ref('due_at'))} where due_at > ${floor}`)
  // A window that began when it was made is as long as it was meant to be; one for which a person named the begin keeps that.
  await alone(sql`
    update maintenance set made_at = made_at - ${span}, starts_at = starts_at - ${span}, ends_at = ends_at - ${span}
    where made_at > ${now} and starts_at = made_at`)
  return tellIncidents(db, moved, rules)
}

/** Effects are due earlier, and what they carry and have noted is as old as it is. */
const planned = ({ floor, now }: SetBack, span: RawBuilder<unknown>): RawBuilder<unknown> => {
  const text = (value: RawBuilder<unknown>) => sql`
    to_jsonb(to_char((${value})::timestamptz at time zone 'UTC' - ${span}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`
  const moved = (json: RawBuilder<unknown>, path: string) => {
    const value = sql`${json} #>> ${sql.lit(path)}`
    return sql`case when (${value})::timestamptz > ${now} then jsonb_set(${json}, ${sql.lit(path)}, ${text(value)}) else ${json} end`
  }
  return sql`
    update effects e set due_at = f.due_at - ${span}, payload = p.until, notes = n.looks
    from effects f,
      lateral (select ${moved(sql`f.payload`, '{at}')} as at) a, lateral (select ${moved(sql`a.at`, '{until}')} as until) p,
      lateral (select ${moved(sql`f.notes`, '{since}')} as since) s,
      lateral (select ${moved(sql`s.since`, '{well,since}')} as well) w,
      lateral (select ${moved(sql`w.well`, '{absent,since}')} as absent) b,
      lateral (select ${moved(sql`b.absent`, '{backSince}')} as back) c,
      lateral (select case when jsonb_typeof(c.back) = 'array'
        then (select jsonb_agg(${moved(sql`look`, '{at}')} order by place) from jsonb_array_elements(c.back) with ordinality as l(look, place))
        else c.back end as looks) n
    where e.id = f.id and f.due_at > ${floor}`
}

const Ids = z.array(z.object({ id: IncidentId }))
const batch = 500

async function tellIncidents(db: Database, { now, back, floor }: SetBack, rules: Rules): Promise<readonly Appended[]> {
  const told: Appended[] = []
  for (;;) {
    const appended = await onceMore(() =>
      db.transaction().execute(async (tx) => {
        await workAlone(tx, 'changes')
        const { rows } = await sql`
          select id from incidents
          where ended_at is null and ((snapshot ->> 'openedAt')::timestamptz > ${now}
            or (snapshot ->> 'heldUntil')::timestamptz > ${now}
            or (snapshot #>> '{exit,last}')::timestamptz > ${now}
            or (snapshot #>> '{waiting,until}')::timestamptz > ${floor}
            or (snapshot #>> '{request,deadline}')::timestamptz > ${floor})
            and id <> all(${told.map(({ incident }) => incident.id)}::uuid[])
          order by id limit ${batch} for update`.execute(tx)
        const ids = Ids.parse(rows)
        const events = [{ type: 'clock_set_back' as const, milliseconds: Math.round(back) }]
        return appendEvents(
          tx,
          ids.map(({ id }) => ({ id, events })),
          instant(now),
          rules,
        )
      }),
    )
    told.push(...appended)
    if (appended.length < batch) return told
  }
}
