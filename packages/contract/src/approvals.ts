import { z } from 'zod'
import { AnyTarget, Decision, Effects, ExecuteAnswer, Priority, Undo, WireOperation } from './execute.ts'
import { ApprovalId, Instant, RequestId, SourceId } from './names.ts'

/** What a person is asked, in words made from the typed operation alone, and what became of the question. */
export const Approval = z
  .object({
    id: ApprovalId,
    request_id: RequestId,
    state: z.enum(['waiting', 'approved', 'rejected', 'expired', 'voided']),
    asked_by: SourceId,
    intent: z.string(),
    context: z.string(),
    sentence: z.string(),
    command: z.string(),
    operation: WireOperation,
    targets: z.array(AnyTarget),
    effects: Effects,
    undo: Undo.nullable(),
    decision: Decision,
    priority: Priority,
    asked_at: Instant,
    expires_at: Instant,
    decided_by: SourceId.nullable(),
    ended_at: Instant.nullable(),
    detail: z.string(),
  })
  .meta({ id: 'Approval' })
export type Approval = z.infer<typeof Approval>

/** `GET /approvals`: those that wait first, the oldest before the others; then the newest hundred of those that ended within 24 hours. */
export const ApprovalList = z.object({ approvals: z.array(Approval) }).meta({ id: 'ApprovalList' })
export type ApprovalList = z.infer<typeof ApprovalList>

/** `POST /approvals/{id}`. */
export const ApprovalVerdict = z
  .strictObject({ verdict: z.enum(['approve', 'reject']), reason: z.string().max(500).optional() })
  .meta({ id: 'ApprovalVerdict' })
export type ApprovalVerdict = z.infer<typeof ApprovalVerdict>

/** What became of it: `answer` is the operation's, null where none ran. */
export const ApprovalAnswer = z
  .object({ approval: Approval, answer: ExecuteAnswer.nullable() })
  .meta({ id: 'ApprovalAnswer' })
export type ApprovalAnswer = z.infer<typeof ApprovalAnswer>

/** `POST /freeze`: no change runs until somebody thaws. */
export const FreezeRequest = z.strictObject({ reason: z.string().trim().min(1).max(500) }).meta({ id: 'FreezeRequest' })
export type FreezeRequest = z.infer<typeof FreezeRequest>

/** `GET /freeze`. */
export const Freeze = z
  .object({
    frozen: z.boolean(),
    by: SourceId.nullable(),
    reason: z.string().nullable(),
    since: Instant.nullable(),
  })
  .meta({ id: 'Freeze' })
export type Freeze = z.infer<typeof Freeze>
