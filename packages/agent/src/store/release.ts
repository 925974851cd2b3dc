import { IncidentId, type Instant } from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import { appendEvents, type Appended, type Rules } from './append.ts'
import type { Tx } from './database.ts'

const Held = z.array(z.object({ id: IncidentId, round: z.int() }))

/**
 * Makes every incident that this gate of the admission holds look again. What a pause took back on its way to the gateway
 * waits as if that were frozen, so the end of a pause wakes it, too.
 */
export async function release(
  tx: Tx,
  gate: string,
  reason: string,
  at: Instant,
  rules: Rules,
): Promise<readonly Appended[]> {
  const { rows } = await sql`
    select id, (snapshot ->> 'round')::int as round from incidents
    where phase = 'waiting' and (snapshot -> 'waiting' ->> 'gate' = ${gate}
      or ${gate} = 'pause' and snapshot -> 'waiting' ->> 'for' = 'the thaw')
    order by id for update`.execute(tx)
  const held = Held.parse(rows)
  return appendEvents(
    tx,
    held.map(({ id, round }) => ({
      id,
      events: [{ type: 'investigation_started' as const, round: round + 1, reason }],
    })),
    at,
    rules,
  )
}
