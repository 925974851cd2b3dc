import type { Instant, Target } from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import { type MemoryData, Remembered } from '../memory/memory.ts'
import { patternOf } from '../patterns.ts'
import type { Database, Tx } from './database.ts'

/** The newest incidents of a service that are counted one by one. */
const mostCounted = 500
/** Sums of pruned incidents that are kept, over all services. */
const mostKept = 20_000

/** A container's name without the number of its replica; where it is of no service, its name. The index has the same words. */
const serviceOfSnapshot = sql<string>`(i.snapshot #>> '{target,engine}') || '/' || case when i.snapshot #>> '{target,service}' is null
  then i.snapshot #>> '{target,name}' else regexp_replace(i.snapshot #>> '{target,name}', '[-_.][0-9]+([.].*)?$', '') end`

export const serviceKey = ({ engine, name, service }: Target): string =>
  `${engine}/${service === null ? name : name.replace(/[-_.][0-9]+([.].*)?$/, '')}`

/** What ended incidents were, in the words of the memory. */
const ended = sql`
  select ${serviceOfSnapshot} as service, coalesce(i.snapshot #>> '{diagnosis,cause}', 'unknown') as cause,
    case when (i.snapshot ->> 'changes')::int = 0 then 'none' else coalesce(i.snapshot #>> '{plan,pattern}', 'unknown') end as pattern,
    case when i.phase = 'closed' then 'closed'
      when i.phase = 'resolved' and (i.snapshot ->> 'changes')::int > 0 and i.snapshot ->> 'verification' = 'fixed' then 'repaired'
      when i.phase = 'resolved' or i.snapshot #>> '{diagnosis,cause}' = 'healthy' then 'healed'
      else 'no_action' end as outcome,
    extract(epoch from i.ended_at - i.opened_at)::float8 as seconds, i.ended_at
  from incidents i`

const Row = Remembered.omit({ action: true }).extend({ pattern: z.string() })

/** What is remembered of the service of a target, incidents that are pruned included; what happened most often comes first. */
export async function memoryOf(db: Database, target: Target, at: Instant): Promise<MemoryData> {
  const key = serviceKey(target)
  const { rows } = await sql`
    with newest as (
      select * from (${ended} where i.ended_at is not null and ${serviceOfSnapshot} = ${key}
        order by i.ended_at desc limit ${mostCounted}) as one),
    past as (
      select cause, pattern, outcome, 1 as times, seconds, (ended_at > ${at}::timestamptz - interval '24 hours')::int as recent
      from newest
      union all select cause, pattern, outcome, times, seconds, 0 from memories where service = ${key})
    select cause, pattern, outcome, sum(times)::int as times, sum(recent)::int as last_24h,
      (sum(seconds * times) / sum(times))::float8 as seconds
    from past group by cause, pattern, outcome order by times desc, cause, pattern, outcome limit 50`.execute(db)
  const past = rows.flatMap((row) => {
    const read = Row.safeParse(row)
    if (!read.success) return []
    const { pattern, ...one } = read.data
    return [{ ...one, action: patternOf(pattern)?.operation ?? (pattern === 'none' ? 'none' : 'a change') }]
  })
  return { service: target.service ?? target.name, past }
}

/** Adds incidents that are about to be pruned to the sums that outlive them. */
export async function remember(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    insert into memories (service, cause, pattern, outcome, times, seconds, last_at)
    select service, cause, pattern, outcome, count(*)::int, avg(seconds), max(ended_at)
    from (${ended} where i.id = any(${[...ids]}::uuid[]) and i.snapshot -> 'target' <> 'null') as one
    group by service, cause, pattern, outcome
    on conflict (service, cause, pattern, outcome) do update set
      seconds = (memories.seconds * memories.times + excluded.seconds * excluded.times) / (memories.times + excluded.times),
      times = memories.times + excluded.times, last_at = greatest(memories.last_at, excluded.last_at)`.execute(tx)
}

/** Forgets the services that had no trouble for longest, beyond the number that is kept. */
export async function forget(db: Database): Promise<void> {
  await sql`
    delete from memories where (service, cause, pattern, outcome) in (
      select service, cause, pattern, outcome from memories order by last_at desc offset ${mostKept})`.execute(db)
}
