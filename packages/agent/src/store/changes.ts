import {
  Instant,
  instant,
  Verdict,
  type IncidentEvent,
  type IncidentId,
  type OperationOutcome,
  type RequestId,
} from '@devops-ai/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from './database.ts'

/** Whose budget a change spends. */
export interface Purse {
  readonly engine: string
  readonly container_id: string
  /** `<project>/<service>`, or the container's name where it has no service. */
  readonly service: string
  readonly image: string
}

/** A change that was admitted. `verdict` is null while it is not known. */
export const PastChange = z.object({
  at: z
    .date()
    .transform((at) => instant(at))
    .pipe(Instant),
  container_id: z.string(),
  service: z.string(),
  image: z.string(),
  verdict: Verdict.nullable(),
  /** The incident that it belongs to was resolved, or closed by a person. */
  over: z.boolean(),
})
export type PastChange = z.infer<typeof PastChange>

/** The gateway said that it did not run, so it spends nothing. */
const didNotRun: readonly OperationOutcome['outcome'][] = [
  'not_understood',
  'denied',
  'target_missing',
  'frozen',
  'voided',
]

/** A person, or nobody in time, let it run. */
const endedUnrun: readonly IncidentEvent['type'][] = ['approval_rejected', 'approval_expired', 'approval_voided']

/**
 * The changes that ran, may have run or may yet run: of the engine within the hour before `at`, of the service and the
 * container within the day before, oldest first.
 */
export async function changesBefore(tx: Tx, of: Purse, at: Instant): Promise<readonly PastChange[]> {
  const { rows } = await sql`
    select c.at, c.container_id, c.service, c.image, verified.verdict,
      exists (select from events e where e.incident_id = c.incident_id and e.event ->> 'type' in ('resolved', 'closed')) as over
    from changes c
    left join lateral (
      select max(e.sequence) as sequence from events e
      where e.incident_id = c.incident_id and e.event ->> 'type' = 'operation_answered'
        and e.event ->> 'request_id' = c.request_id) answered on true
    left join lateral (
      select e.event ->> 'verdict' as verdict from events e
      where e.incident_id = c.incident_id and e.event ->> 'type' = 'verified' and e.sequence > answered.sequence
      order by e.sequence limit 1) verified on true
    where c.engine = ${of.engine} and c.at > ${at}::timestamptz - interval '24 hours'
      and (c.at > ${at}::timestamptz - interval '1 hour' or c.service = ${of.service} or c.container_id = ${of.container_id})
      and not exists (
        select from events e where e.incident_id = c.incident_id and e.event ->> 'request_id' = c.request_id
          and (e.event ->> 'type' = any(${[...endedUnrun]}) or e.event -> 'result' ->> 'outcome' = any(${[...didNotRun]})))
    order by c.at`.execute(tx)
  return z.array(PastChange).parse(rows)
}

/** Counts a change that is about to be asked for. */
export async function countChange(
  tx: Tx,
  {
    request_id,
    incident_id,
    at,
    ...purse
  }: Purse & {
    readonly request_id: RequestId
    readonly incident_id: IncidentId
    readonly at: Instant
  },
): Promise<void> {
  await tx
    .insertInto('changes')
    .values({ request_id, incident_id, at: new Date(at), ...purse })
    .execute()
}
