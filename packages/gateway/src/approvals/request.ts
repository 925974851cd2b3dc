import { type Approval, instant, refuse } from '@devops-ai/contract'
import { answerOf, type Told } from '../answer.ts'
import type { Decided } from '../case.ts'
import type { GatewayDeps } from '../deps.ts'
import type { Answered } from '../run/change.ts'
import { intendedOf } from '../run/intended.ts'
import { foretold } from '../run/preview.ts'

/** Puts a change before a person, durably; nothing runs. Its question is bound to the state that was looked at. */
export async function requestApproval(deps: GatewayDeps, decided: Decided): Promise<Answered> {
  const approval = {
    id: deps.mintApprovalId(),
    expires_at: instant(new Date(deps.now().getTime() + deps.approvalSeconds * 1_000)),
  }
  const { name, engine, priority } = decided
  try {
    const journal = await deps.journal.append({
      ...intendedOf(decided),
      type: 'approval_requested',
      approval_id: approval.id,
      expires_at: approval.expires_at,
      name,
      engine,
      priority,
    })
    return asking({ ...foretold(decided), journal }, approval, deps.now())
  } catch (error) {
    deps.telemetry.alarmed('the journal cannot be written', error)
    return refuse('journal_unavailable', 'the request cannot be written to the journal, so nobody is asked', {
      retryAfterSeconds: 30,
    })
  }
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
      {
        status: 'approval_required',
        text: `a person is asked until ${approval.expires_at}: ${told.sentence}`,
        ...{ error: '', data: null, truncated: false, ms: 0 },
      },
      now,
    ),
    approval,
  },
})
