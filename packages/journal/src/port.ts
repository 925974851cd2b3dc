import type {
  ApprovalId,
  SourceId,
  EngineName,
  Instant,
  JournalBody,
  JournalEntry,
  JournalReference,
  RequestId,
} from '@devops-ai/contract'

/** What the journal remembers of a change for 24 hours. */
export interface RecordedOperation {
  readonly intent: Extract<JournalBody, { type: 'intent' }>
  readonly outcome: Extract<JournalBody, { type: 'outcome' }> | null
  readonly reference: JournalReference
  readonly at: Instant
}

/** A question to a person, and how it ended; null while nobody has said so. `begun`: what was approved is on record as a change. */
export interface RecordedApproval {
  readonly asked: Extract<JournalBody, { type: 'approval_requested' }>
  readonly at: Instant
  readonly reference: JournalReference
  readonly ended: (Extract<JournalBody, { type: 'approval_ended' }> & { readonly at: Instant }) | null
  readonly begun: boolean
}

/** Who stopped all changes, why and since when. */
export interface Frozen {
  readonly by: SourceId
  readonly reason: string
  readonly since: Instant
}

/** The append-only, hash-chained record; also the store of idempotency and the source of recovery. */
export interface Journal {
  /**
   * Resolves when the entry is on disk. Rejects with `JournalUnusable` when it is not: then nothing may run. It is not
   * found there later either, but for `JournalInDoubt`: a disk that fails does not tell, and the next start may find it.
   */
  append(body: JournalBody): Promise<JournalReference>
  /** Written with the next group; nobody waits for it. Lost at most with a crash. */
  note(body: JournalBody): void
  writable(): boolean
  /** Why nothing can be written now, in a sentence for the operator; null when it can. Also looks whether the files are still ours. */
  trouble(): string | null
  head(): JournalReference | null
  operation(id: RequestId): RecordedOperation | null
  /** Changes whose intent is recorded without an outcome, oldest first. */
  inFlight(): readonly RecordedOperation[]
  /** The last change of this target when its recorded outcome is `unknown`, otherwise null. Kept beyond 24 hours. */
  fenced(engine: EngineName, id: string): RecordedOperation | null
  approval(id: ApprovalId): RecordedApproval | null
  approvalOf(request: RequestId): RecordedApproval | null
  /** Those that are over, as far as they are remembered, in the order in which they ended; then those that are not, oldest first. */
  approvals(): readonly RecordedApproval[]
  /** Null: changes may run. */
  frozen(): Frozen | null
  entries(after: number, limit: number): Promise<{ readonly entries: readonly JournalEntry[]; readonly head: number }>
}
