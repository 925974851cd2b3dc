import {
  type ExecuteAnswer,
  instant,
  type Now,
  type OperationState,
  type Refusal,
  refuse,
  type RequestId,
  type Sha256,
} from '@devops-ai/contract'
import { answerOf, toldBy, unknownYet } from './answer.ts'
import {
  approvalStateOf,
  isToRun,
  type Journal,
  type RecordedApproval,
  type RecordedOperation,
  whyEnded,
} from '@devops-ai/journal'
import { asking } from './approvals/request.ts'
import type { Recovery } from './recovery/recovery.ts'
import type { Answered } from './run/change.ts'

/** One id, one effect: who comes again with the same request gets the same answer, who comes with another is refused. */
export interface OnceOnly {
  /** Joins the running call, gives the stored outcome, or runs `process`. */
  run(id: RequestId, hash: Sha256, process: () => Promise<Answered>): Promise<Answered>
  /** The same for what a person has approved. The call that asked him has the same id: it answers first. */
  runApproved(id: RequestId, hash: Sha256, process: () => Promise<Answered>): Promise<Answered>
  state(id: RequestId): OperationState | Refusal
  /** Resolves when nothing runs. */
  idle(): Promise<void>
}

interface Running {
  readonly hash: Sha256
  readonly since: Date
  readonly answered: Promise<Answered>
}

/** The journal remembers changes, across restarts; of reads only the running ones are known, a later repeat looks anew. */
export function onceOnly(deps: {
  readonly journal: Journal
  readonly recovery: Recovery
  readonly now: Now
}): OnceOnly {
  const { journal, recovery, now } = deps
  const running = new Map<RequestId, Running>()

  const start = (id: RequestId, hash: Sha256, process: () => Promise<Answered>): Promise<Answered> => {
    const answered = process().finally(() => running.delete(id))
    running.set(id, { hash, since: now(), answered })
    return answered
  }
  const runOnce = async (id: RequestId, hash: Sha256, process: () => Promise<Answered>): Promise<Answered> => {
    const current = running.get(id)
    const recorded = journal.operation(id)
    const known = current?.hash ?? recorded?.intent.request_hash ?? hash
    if (known !== hash) return conflict(id)
    if (current) return await current.answered
    if (recorded) return { ok: true, answer: recorded.outcome?.answer ?? unknownAnswer(recorded, now()) }
    return await start(id, hash, process)
  }
  /** A question to a person about this request that nothing has followed upon yet. */
  const questionOf = (id: RequestId): RecordedApproval | null =>
    running.has(id) || journal.operation(id) ? null : journal.approvalOf(id)

  return {
    runApproved: async (id, hash, process) => {
      await running.get(id)?.answered
      return await runOnce(id, hash, process)
    },
    run: async (id, hash, process) => {
      const question = questionOf(id)
      if (!question) return await runOnce(id, hash, process)
      if (question.asked.request_hash !== hash) return conflict(id)
      return whyNotWaiting(question, now()) ?? askedAgain(question, now())
    },
    state: (id) => {
      const current = running.get(id)
      if (current) return { state: 'pending', request_id: id, since: instant(current.since) }
      const recorded = journal.operation(id)
      const question = journal.approvalOf(id)
      if (!recorded && question) return stateOfQuestion(question, now())
      if (!recorded) return unknownOperation(id)
      const { outcome, at } = recorded
      if (!outcome) return stateWithoutOutcome(recorded, recovery.has(id), at)
      if (outcome.answer.overall_status !== 'unknown') return { state: 'done', request_id: id, answer: outcome.answer }
      return { state: 'unknown', request_id: id, detail: outcome.detail, answer: outcome.answer }
    },
    idle: async () => void (await Promise.allSettled([...running.values()].map(({ answered }) => answered))),
  }
}

const unknownOperation = (id: RequestId): Refusal =>
  refuse('unknown_operation', `there is no operation "${id}"; changes are remembered for 24 hours`)

const conflict = (id: RequestId): Refusal =>
  refuse(
    'conflict',
    `the request id "${id}" was used for another request, expected a new id or the same source, target, intent, expected operations and dry run`,
  )

function stateWithoutOutcome({ intent }: RecordedOperation, isRecovering: boolean, since: string): OperationState {
  if (isRecovering) return { state: 'pending', request_id: intent.request_id, since }
  const detail = 'it was begun and its outcome could not be recorded'
  return { state: 'unknown', request_id: intent.request_id, detail, answer: null }
}

/** It is in the journal without an outcome, and nobody here is running it. */
const unknownAnswer = (recorded: RecordedOperation, now: Date): ExecuteAnswer =>
  answerOf(toldBy(recorded.intent, recorded.reference), unknownYet('what became of it is being found out', 0), now)

/** What its sender is told who comes again; null while it waits. */
const whyNotWaiting = (question: RecordedApproval, now: Date): Refusal | null =>
  isToRun(question)
    ? refuse('overloaded', `${question.ended?.by} approved it, and it has not begun yet: ask again with the same id`, {
        retryAfterSeconds: 1,
      })
    : whyEnded(question, now)

/** The same question is put to nobody twice: its sender is told that it still waits. */
const askedAgain = ({ asked, reference }: RecordedApproval, now: Date): Answered =>
  asking(toldBy(asked, reference), { id: asked.approval_id, expires_at: asked.expires_at }, now)

function stateOfQuestion(question: RecordedApproval, now: Date): OperationState | Refusal {
  const { asked, at, ended } = question
  const { request_id } = asked
  switch (approvalStateOf(question, now)) {
    case 'waiting':
      return {
        state: 'approval_required',
        request_id,
        approval: { id: asked.approval_id, expires_at: asked.expires_at },
      }
    case 'approved':
      return isToRun(question) ? { state: 'pending', request_id, since: ended?.at ?? at } : unknownOperation(request_id)
    case 'rejected':
      return { state: 'rejected', request_id, by: ended?.by ?? asked.source_id, detail: ended?.detail ?? '' }
    case 'expired':
      return { state: 'expired', request_id, detail: `nobody decided until ${asked.expires_at}` }
    case 'voided':
      return { state: 'voided', request_id, detail: ended?.detail ?? '' }
  }
}
