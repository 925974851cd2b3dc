import type { AnyTarget, EngineName, Instant, JournalBody, JournalReference, RequestId } from '@devops-ai/contract'
import { approvalMemory, type ApprovalMemory } from './approval-memory.ts'
import type { Frozen, RecordedOperation } from './port.ts'

/** How much is remembered of changes that have ended and of questions that are over: whichever bound comes first. */
export interface MemoryBounds {
  readonly milliseconds: number
  readonly operations: number
  readonly approvals: number
}

/** What the entries written so far come to. Fed with every entry in order, at the start and afterwards. */
export interface JournalMemory extends Pick<ApprovalMemory, 'approval' | 'approvalOf' | 'approvals'> {
  record(body: JournalBody, at: Instant, reference: JournalReference): void
  operation(id: RequestId, now: Date): RecordedOperation | null
  inFlight(): readonly RecordedOperation[]
  fenced(engine: EngineName, id: string): RecordedOperation | null
  frozen(): Frozen | null
}

/** The entries that memory needs; whoever replays may leave out the others. */
export const remembers: ReadonlySet<string> = new Set<JournalBody['type']>([
  'intent',
  'outcome',
  'approval_requested',
  'approval_ended',
  'frozen',
  'thawed',
])

type Of<T extends JournalBody['type']> = Extract<JournalBody, { type: T }>

interface Ended {
  readonly operation: RecordedOperation
  readonly endedAt: number
}

/**
 * A change is remembered until its outcome is older than the bounds, and always while it has none.
 * The last outcome of a request counts, so that an `unknown` may become known. A fence stays until a later outcome on its
 * target is known, a freeze until it is thawed.
 */
export function journalMemory(bounds: MemoryBounds): JournalMemory {
  const open = new Map<RequestId, RecordedOperation>()
  // In the order in which they ended: the first is the first to be forgotten.
  const ended = new Map<RequestId, Ended>()
  const fences = new Map<string, RecordedOperation>()
  const questions = approvalMemory()
  let frozen: Frozen | null = null

  const tooOld = (endedAt: number, now: number): boolean => now - endedAt > bounds.milliseconds

  const forget = (now: number): void => {
    for (const [id, { endedAt }] of ended) {
      if (ended.size <= bounds.operations && !tooOld(endedAt, now)) break
      ended.delete(id)
    }
    questions.forget(now - bounds.milliseconds, bounds.approvals)
  }

  const begin = (intent: Of<'intent'>, at: Instant, reference: JournalReference): void => {
    const { request_id, approval_id } = intent
    if (approval_id !== null) questions.begin(approval_id, at)
    ended.delete(request_id)
    open.set(request_id, { intent, outcome: null, reference, at })
  }

  const end = (outcome: Of<'outcome'>, at: Instant): void => {
    const known = open.get(outcome.request_id) ?? ended.get(outcome.request_id)?.operation
    if (!known) return
    const operation = { ...known, outcome }
    open.delete(outcome.request_id)
    ended.delete(outcome.request_id)
    ended.set(outcome.request_id, { operation, endedAt: Date.parse(at) })
    for (const { target } of known.intent.steps) {
      if (outcome.answer.overall_status === 'unknown') fences.set(fenceOf(target), operation)
      else fences.delete(fenceOf(target))
    }
  }

  return {
    record(body, at, reference) {
      switch (body.type) {
        case 'intent':
          begin(body, at, reference)
          break
        case 'outcome':
          end(body, at)
          break
        case 'approval_requested':
          questions.ask(body, at, reference)
          break
        case 'approval_ended':
          questions.end(body, at)
          break
        case 'frozen':
          frozen = { by: body.by, reason: body.reason, since: at }
          break
        case 'thawed':
          frozen = null
          break
        default:
      }
      forget(Date.parse(at))
    },
    operation(id, now) {
      const finished = ended.get(id)
      if (finished) return tooOld(finished.endedAt, now.getTime()) ? null : finished.operation
      return open.get(id) ?? null
    },
    inFlight: () => [...open.values()],
    fenced: (engine, id) => fences.get(fenceOf({ engine, id })) ?? null,
    approval: questions.approval,
    approvalOf: questions.approvalOf,
    approvals: questions.approvals,
    frozen: () => frozen,
  }
}

const fenceOf = ({ engine, id }: { readonly engine: EngineName; readonly id: AnyTarget['id'] | string }): string =>
  `${engine}/${id}`
