import type { ApprovalId, Instant, JournalBody, JournalReference, RequestId } from '@devops-ai/contract'
import type { RecordedApproval } from './port.ts'

type Of<T extends JournalBody['type']> = Extract<JournalBody, { type: T }>

/** What the entries about questions to people come to. */
export interface ApprovalMemory {
  ask(body: Of<'approval_requested'>, at: Instant, reference: JournalReference): void
  end(body: Of<'approval_ended'>, at: Instant): void
  /** The intent of what was approved is on record. */
  begin(id: ApprovalId, at: Instant): void
  /** Forgets what was over before `since`, and the oldest of more than `most`. */
  forget(since: number, most: number): void
  approval(id: ApprovalId): RecordedApproval | null
  approvalOf(request: RequestId): RecordedApproval | null
  approvals(): readonly RecordedApproval[]
}

/**
 * The first end of a question counts; only what was given and has not begun may still become void. A question is kept while
 * something may follow upon it: while it waits, and while it is given and has not begun.
 */
export function approvalMemory(): ApprovalMemory {
  const open = new Map<ApprovalId, RecordedApproval>()
  // In the order in which nothing could follow any more: the first is the first to be forgotten.
  const over = new Map<ApprovalId, { readonly recorded: RecordedApproval; readonly since: number }>()
  const ofRequest = new Map<RequestId, ApprovalId>()

  const approval = (id: ApprovalId): RecordedApproval | null => open.get(id) ?? over.get(id)?.recorded ?? null
  const close = (recorded: RecordedApproval, at: Instant): void => {
    const { approval_id: id } = recorded.asked
    open.delete(id)
    over.set(id, { recorded, since: Date.parse(at) })
  }

  return {
    ask: (asked, at, reference) => {
      open.set(asked.approval_id, { asked, at, reference, ended: null, begun: false })
      ofRequest.set(asked.request_id, asked.approval_id)
    },
    end: (body, at) => {
      const known = open.get(body.approval_id)
      if (!known || (known.ended !== null && body.verdict !== 'voided')) return
      const ended = { ...known, ended: { ...body, at } }
      if (body.verdict === 'approved') open.set(body.approval_id, ended)
      else close(ended, at)
    },
    begin: (id, at) => {
      const known = open.get(id)
      if (known) close({ ...known, begun: true }, at)
    },
    forget: (since, most) => {
      for (const [id, { recorded, since: overSince }] of over) {
        if (over.size <= most && overSince >= since) break
        over.delete(id)
        const { request_id } = recorded.asked
        if (ofRequest.get(request_id) === id) ofRequest.delete(request_id)
      }
    },
    approval,
    approvalOf: (request) => {
      const id = ofRequest.get(request)
      return id === undefined ? null : approval(id)
    },
    approvals: () => [...[...over.values()].map(({ recorded }) => recorded), ...open.values()],
  }
}
