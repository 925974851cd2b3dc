import type { Instant } from '@devops-ai/contract'

/** What the log keeps of a request that was processed or refused, behind the words `Gateway Operation: `. */
export interface AuditEntry {
  readonly timestamp: Instant
  readonly source: string
  /** The operation's kind, or null where the intent was refused. */
  readonly operation: string | null
  readonly target: string
  /** Redacted. */
  readonly context: string
  readonly success: boolean
  /** The docker command that it stands for, or null where nothing ran. */
  readonly command_executed: string | null
  /** Milliseconds on the engine. */
  readonly execution_time: number
}

/** Told by the pipeline of what happens. Never throws and is never waited for. */
export interface Telemetry {
  /** An intent was interpreted: `status` is `success` or the code of the refusal. */
  interpreted(interpreter: string, status: string): void
  /** An operation ran: `status` is the answer's overall status. */
  executed(kind: string, status: string): void
  audited(entry: AuditEntry): void
  /** Something that an operator must look at. */
  alarmed(sentence: string, error: unknown): void
}
