import { OperationOutcome, type GatewayClient } from '@devops-ai/contract'
import { z } from 'zod'
import { sortReply, sortState } from '../gateway/answers.ts'
import type { Asking } from './asking.ts'
import { approvalEnd, type AsksApprovals } from './approval-end.ts'
import { backOff, done, laterBy, type Performed, type Performer } from './performer.ts'

/** `doubt` is what it will have been if nothing better is known by the deadline; while it is there, it is asked about. */
const Notes = z.object({ tries: z.int(), doubt: OperationOutcome.nullable() })
type Notes = z.infer<typeof Notes>

export interface CallDeps {
  readonly asking: Pick<Asking, 'send'>
  readonly gateway: Pick<GatewayClient, 'operation'> & AsksApprovals
  /** Who wants no changes at this moment; null while they may be asked for. */
  readonly paused: () => Promise<string | null>
}

/**
 * Sends the stored bytes, and sends the same bytes again while the gateway cannot process them: it runs them once.
 * What may have run is asked about until it is known or the deadline of the request has passed.
 */
export const performCall =
  ({ asking, gateway, paused }: CallDeps): Performer<'call'> =>
  async ({ request_id }, { incident, notes, now }) => {
    const { request } = incident
    if (request?.id !== request_id) return done
    const read = Notes.safeParse(notes)
    // Whoever asked in time has asked in time, also where the clock leaps before the answer is there.
    const begunAt = now().getTime()
    const { tries, doubt }: Notes = read.success ? read.data : { tries: 0, doubt: null }
    const answered = (result: OperationOutcome) => ({
      events: [{ type: 'operation_answered', request_id, result } as const],
    })
    // A person may have said yes before this agent could write down that he was asked.
    const ran = async (result: OperationOutcome): Promise<Performed> => {
      const known = answered(result)
      const approved = 'answer' in result && result.answer.decision.verdict === 'approve'
      return approved
        ? { events: [await approvalEnd(gateway, request_id, { verdict: 'granted' }), ...known.events] }
        : known
    }
    const orLater = (outcome: OperationOutcome, milliseconds: number, stillInDoubt: boolean): Performed => {
      const left = Date.parse(request.deadline) - begunAt
      if (left <= 0) return answered(outcome)
      return {
        later: laterBy(now(), Math.min(milliseconds, left)),
        notes: { tries: tries + 1, doubt: stillInDoubt ? outcome : null },
      }
    }

    const pausedBy = doubt ? null : await paused()
    if (doubt || pausedBy !== null) {
      const doubted = doubt ?? {
        outcome: 'unknown',
        detail: `${pausedBy} paused all changes while it was being asked for`,
      }
      const heard = sortState(await gateway.operation(request_id))
      switch (heard.heard) {
        case 'outcome':
          return ran(heard.outcome)
        case 'asked':
          return answered({ outcome: 'needs_approval', approval_id: heard.approval_id, until: heard.until })
        case 'rejected':
        case 'expired':
        case 'voided':
          return { events: [await approvalEnd(gateway, request_id, { verdict: heard.heard, ...heard })] }
        case 'nothing':
          // Nothing ran: the same bytes once more, or none at all while a person wants no changes.
          return pausedBy === null
            ? orLater(doubted, backOff(tries, 100, 2_000), false)
            : answered({ outcome: 'frozen', detail: `${pausedBy} paused all changes before it was asked for` })
        case 'running':
        case 'unknown':
          return orLater(doubted, backOff(tries, 100, 2_000), pausedBy === null)
      }
    }
    const answer = sortReply(await asking.send(incident, request.body))
    switch (answer.next) {
      case 'done':
        return ran(answer.outcome)
      case 'ask_state':
        return orLater(answer.outcome, backOff(tries, 100, 2_000), true)
      case 'send_again':
        return orLater(
          answer.outcome,
          answer.afterSeconds === null ? backOff(tries, 250, 10_000) : answer.afterSeconds * 1_000,
          false,
        )
    }
  }
