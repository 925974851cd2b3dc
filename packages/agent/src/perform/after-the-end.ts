import { instant, Instant, type GatewayClient, type OperationOutcome, type RequestId } from '@devops-ai/contract'
import { z } from 'zod'
import { sortState } from '../gateway/answers.ts'
import { approvalEnd, type AsksApprovals } from './approval-end.ts'
import { backOff, laterBy, type Circumstances, type Performed } from './performer.ts'

const mostBetweenMs = 4_000

/** `since` is when the gateway was last heard to have the request in hand, or when it was asked first. */
const Notes = z.object({ tries: z.int(), since: Instant })

export interface AfterTheEndDeps {
  readonly gateway: Pick<GatewayClient, 'operation'> & AsksApprovals
  /** How long what became of the request may stay unknown. */
  readonly deadlineSeconds: number
}

/**
 * Finds out, for the record alone, what became of a request whose incident has ended meanwhile. It reads: nothing is sent, not even the
 * same bytes once more, and what the gateway never heard of did not run.
 */
export async function afterTheEnd(
  { gateway, deadlineSeconds }: AfterTheEndDeps,
  request_id: RequestId,
  { incident: { approval }, notes, now }: Circumstances,
): Promise<Performed> {
  const noted = Notes.safeParse(notes)
  const { tries, since } = noted.success ? noted.data : { tries: 0, since: instant(now()) }
  const answered = (result: OperationOutcome) => ({ type: 'operation_answered', request_id, result }) as const
  const end = (verdict: Parameters<typeof approvalEnd>[2]['verdict'], told: { by?: string | null; detail?: string }) =>
    approvalEnd(gateway, request_id, { verdict, approval_id: approval?.id, ...told })
  const again = (last: Instant): Performed => ({
    later: laterBy(now(), backOff(tries, 250, mostBetweenMs)),
    notes: { tries: tries + 1, since: last },
  })
  const heard = sortState(await gateway.operation(request_id))
  switch (heard.heard) {
    case 'asked':
    case 'running':
      return again(instant(now()))
    case 'outcome': {
      const { outcome } = heard
      const approved = 'answer' in outcome && outcome.answer.decision.verdict === 'approve'
      return { events: [...(approved && !approval?.granted ? [await end('granted', {})] : []), answered(outcome)] }
    }
    case 'rejected':
    case 'expired':
    case 'voided':
      return { events: [await end(heard.heard, heard)] }
    case 'nothing':
      return {
        events: [
          answered(
            approval?.granted
              ? { outcome: 'unknown', detail: 'the gateway has forgotten it' }
              : { outcome: 'voided', detail: 'the incident ended before the gateway heard of it: nothing ran' },
          ),
        ],
      }
    case 'unknown':
      return now().getTime() < Date.parse(since) + deadlineSeconds * 1_000
        ? again(since)
        : { events: [answered({ outcome: 'unknown', detail: heard.detail })] }
  }
}
