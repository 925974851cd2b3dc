import { type Approval, instant, refuse } from '@devops-ai/contract'
import { answerOf, saying, type Told, toldBy } from '../answer.ts'
import type { Decided } from '../case.ts'
import type { GatewayDeps } from '../deps.ts'
import { onRecord } from '../on-record.ts'
import type { Answered } from '../run/change.ts'
import { intendedOf } from '../run/intended.ts'
import { isWaiting } from '@devops-ai/journal'

/** So many questions of one source may wait: people do not read more, and each is kept in memory. */
const mostWaiting = 100

/** Puts a change before a person, durably; nothing runs. Its question is bound to the state that was looked at. */
export async function requestApproval(deps: GatewayDeps, decided: Decided): Promise<Answered> {
  const own = deps.journal.approvals().filter(({ asked }) => asked.source_id === decided.source.id)
  if (own.filter(isWaiting(deps.now())).length >= mostWaiting)
    return refuse(
      'overloaded',
      `${mostWaiting} changes that ${decided.source.id} asked for wait for a person, expected some of them to be decided first`,
      { retryAfterSeconds: 60 },
    )
  const approval = {
    id: deps.mintApprovalId(),
    expires_at: instant(new Date(deps.now().getTime() + deps.approvalSeconds * 1_000)),
  }
  const { name, engine, priority } = decided
  const question = {
    ...intendedOf(decided),
    type: 'approval_requested' as const,
    approval_id: approval.id,
    expires_at: approval.expires_at,
    name,
    engine,
    priority,
  }
  const written = await onRecord(deps, question, 'nobody is asked')
  return written.ok ? asking(toldBy(question, written.reference), approval, deps.now()) : written
}

/** The answer of a change that waits for a person. */
export const asking = (
  told: Told,
  approval: { readonly id: Approval['id']; readonly expires_at: Approval['expires_at'] },
  now: Date,
): Answered => ({
  ok: true,
  answer: {
    ...answerOf(
      told,
      saying('approval_required', `a person is asked until ${approval.expires_at}: ${told.sentence}`),
      now,
    ),
    approval,
  },
})
