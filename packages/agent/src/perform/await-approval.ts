import { instant, Instant, type GatewayClient, type OperationOutcome } from '@devops-ai/contract'
import { z } from 'zod'
import { sortState, type Heard } from '../gateway/answers.ts'
import type { Approval } from '../incident/incident.ts'
import { approvalEnd, type AsksApprovals } from './approval-end.ts'
import { backOff, done, laterBy, type Performed, type Performer } from './performer.ts'

/** What is decided while the agent is away is found out within so long after its start. */
const mostBetweenMs = 4_000

const Notes = z.object({ tries: z.int(), since: Instant })

export interface AwaitApprovalDeps {
  readonly gateway: Pick<GatewayClient, 'operation'> & AsksApprovals
  /** How long after its expiry, or after it was given, its end may stay unknown. */
  readonly deadlineSeconds: number
}

/**
 * Asks what became of a question to a person, until that is known: less often at first and at the latest every few
 * seconds, at the instant of its expiry, and at once after a restart. Reads only; nothing is sent a second time.
 */
export const performAwaitApproval =
  ({ gateway, deadlineSeconds }: AwaitApprovalDeps): Performer<'await_approval'> =>
  async ({ request_id }, { incident: { approval }, notes, now }) => {
    if (approval?.request_id !== request_id) return done
    const noted = Notes.safeParse(notes)
    const { tries, since } = noted.success ? noted.data : { tries: 0, since: instant(now()) }
    const heard = sortState(await gateway.operation(request_id))
    const end = (
      verdict: Parameters<typeof approvalEnd>[2]['verdict'],
      told: { by?: string | null; detail?: string },
    ) => approvalEnd(gateway, request_id, { verdict, approval_id: approval.id, ...told })
    const answered = (result: OperationOutcome) => ({ type: 'operation_answered', request_id, result }) as const
    const again = (): Performed => ({
      later: laterBy(now(), Math.min(backOff(tries, 250, mostBetweenMs), untilDue(approval, now()))),
      notes: { tries: tries + 1, since },
    })
    switch (heard.heard) {
      case 'asked':
        return again()
      case 'running':
        return approval.granted ? again() : { events: [await end('granted', {})] }
      case 'outcome':
        return { events: [...(approval.granted ? [] : [await end('granted', {})]), answered(heard.outcome)] }
      case 'rejected':
      case 'expired':
      case 'voided':
        return { events: [await end(heard.heard, heard)] }
      case 'nothing':
        return approval.granted
          ? { events: [answered({ outcome: 'unknown', detail: 'the gateway has forgotten it' })] }
          : { events: [await end('expired', { detail: 'the gateway does not know the request any more' })] }
      case 'unknown':
        return isOver(approval, since, deadlineSeconds, now()) ? { events: [answered(lost(approval, heard))] } : again()
    }
  }

/** Milliseconds until it expires, so that this is seen at once; once it has, that sets no pace any more. */
function untilDue({ until, granted }: Approval, now: Date): number {
  const left = Date.parse(until) - now.getTime()
  return granted || left <= 0 ? mostBetweenMs : left + 50
}

function isOver({ until, granted }: Approval, since: Instant, deadlineSeconds: number, now: Date): boolean {
  const from = granted ? Date.parse(since) : Math.max(Date.parse(until), Date.parse(since))
  return now.getTime() >= from + deadlineSeconds * 1_000
}

/** What was given may have run; of what was only asked nobody can say what a person decided. */
const lost = ({ granted, id }: Approval, { detail }: Extract<Heard, { heard: 'unknown' }>): OperationOutcome =>
  granted
    ? { outcome: 'unknown', detail }
    : { outcome: 'unavailable', detail: `what became of approval ${id} is not known: ${detail}` }
