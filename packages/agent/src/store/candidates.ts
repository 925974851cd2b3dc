import { Cause, IncidentGroup, IncidentId, Instant, Target } from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Candidate } from '../grouping/groups.ts'
import type { Tx } from './database.ts'

const Row = z.object({
  id: IncidentId,
  target: Target,
  opened: Instant,
  suspected: z.array(z.string()),
  cause: Cause.nullable(),
  about: z.string().nullable(),
  incident_group: IncidentGroup.nullable(),
})

/** Open incidents with a target that opened after `since`, and the open ones of their groups however old. */
export async function groupCandidates(tx: Tx, since: Date): Promise<readonly Candidate[]> {
  const { rows } = await sql`
    with recent as (
      select id, snapshot, group_id from incidents
      where ended_at is null and opened_at > ${since} and snapshot -> 'target' <> 'null'),
    older as (
      select id, snapshot, group_id from incidents
      where ended_at is null and opened_at <= ${since} and group_id in (select group_id from recent))
    select id, snapshot -> 'target' as target, snapshot ->> 'openedAt' as opened, snapshot -> 'suspected' as suspected,
      snapshot -> 'diagnosis' ->> 'cause' as cause, snapshot -> 'diagnosis' ->> 'about' as about,
      nullif(snapshot -> 'group', 'null') as incident_group
    from (select * from recent union all select * from older) as one`.execute(tx)
  return z
    .array(Row)
    .parse(rows)
    .map(({ id, target, opened, suspected, cause, about, incident_group: group }) => ({
      id,
      target,
      openedAt: opened,
      suspects: [...suspected, ...(cause === 'dependency_down' && about !== null ? [about] : [])],
      group,
    }))
}
