import type { ContainerId, EngineName, Instant, JournalBody, JournalReference, RequestId } from '@devops-ai/contract'
import type { RecordedOperation } from './port.ts'

/** How much is remembered of changes that have ended: whichever bound comes first. */
export interface MemoryBounds {
  readonly milliseconds: number
  readonly operations: number
}

/** What the entries written so far come to. Fed with every entry in order, at the start and afterwards. */
export interface JournalMemory {
  record(body: JournalBody, at: Instant, reference: JournalReference): void
  operation(id: RequestId, now: Date): RecordedOperation | null
  inFlight(): readonly RecordedOperation[]
  fenced(engine: EngineName, id: ContainerId): RecordedOperation | null
}

type Intent = Extract<JournalBody, { type: 'intent' }>
type Outcome = Extract<JournalBody, { type: 'outcome' }>

interface Ended {
  readonly operation: RecordedOperation
  readonly endedAt: number
}

/**
 * A change is remembered until its outcome is older than the bounds, and always while it has none. The last outcome
 * of a request counts, so that an `unknown` may become known. A fence stays until a later outcome on its target is known.
 */
export function journalMemory(bounds: MemoryBounds): JournalMemory {
  const open = new Map<RequestId, RecordedOperation>()
  // In the order in which they ended: the first is the first to be forgotten.
  const ended = new Map<RequestId, Ended>()
  const fences = new Map<string, RecordedOperation>()

  const tooOld = ({ endedAt }: Ended, now: number): boolean => now - endedAt > bounds.milliseconds

  const forget = (now: number): void => {
    for (const [id, operation] of ended) {
      if (ended.size <= bounds.operations && !tooOld(operation, now)) return
      ended.delete(id)
    }
  }

  const begin = (intent: Intent, at: Instant, reference: JournalReference): void => {
    const { request_id, request_hash, source_id } = intent
    ended.delete(request_id)
    open.set(request_id, { requestHash: request_hash, sourceId: source_id, intent, outcome: null, reference, at })
  }

  const end = (outcome: Outcome, at: Instant): void => {
    const known = open.get(outcome.request_id) ?? ended.get(outcome.request_id)?.operation
    if (!known) return
    const operation = { ...known, outcome }
    open.delete(outcome.request_id)
    ended.delete(outcome.request_id)
    ended.set(outcome.request_id, { operation, endedAt: Date.parse(at) })
    for (const { engine, id } of known.intent.targets) {
      if (outcome.answer.overall_status === 'unknown') fences.set(fenceOf(engine, id), operation)
      else fences.delete(fenceOf(engine, id))
    }
  }

  return {
    record(body, at, reference) {
      if (body.type === 'intent') begin(body, at, reference)
      if (body.type === 'outcome') end(body, at)
      forget(Date.parse(at))
    },
    operation(id, now) {
      const finished = ended.get(id)
      if (finished) return tooOld(finished, now.getTime()) ? null : finished.operation
      return open.get(id) ?? null
    },
    inFlight: () => [...open.values()],
    fenced: (engine, id) => fences.get(fenceOf(engine, id)) ?? null,
  }
}

const fenceOf = (engine: EngineName, id: ContainerId): string => `${engine}/${id}`
