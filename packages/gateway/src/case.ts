import type {
  AnyTarget,
  Baseline,
  Decision,
  Effects,
  EngineName,
  ExecuteRequest,
  Priority,
  RequestId,
  Sha256,
  Source,
  TargetName,
  Undo,
} from '@devops-ai/contract'
import type { Subject } from '@devops-ai/engine'
import type { Operation } from '@devops-ai/operations'

/** A request that was not refused at the door. */
export interface Question {
  readonly source: Source
  readonly request: ExecuteRequest
  readonly id: RequestId
  readonly hash: Sha256
}

/** One request on its way: who asked, and for which operation. */
export interface Asked {
  readonly source: Source
  readonly id: RequestId
  readonly hash: Sha256
  /** As it was asked for. */
  readonly name: TargetName
  readonly engine: EngineName | null
  /** Kinds that the asker means; null: whatever the words mean. */
  readonly expected: readonly string[] | null
  /** Redacted, as it is recorded. */
  readonly intent: string
  readonly context: string
  readonly operation: Operation
  readonly priority: Priority
  readonly dryRun: boolean
}

/** The same, with what it is about: one thing, or the replicas of one service in the order of their names. */
export interface Aimed extends Asked {
  readonly subjects: readonly [Subject, ...Subject[]]
}

/** One call of a change upon the target's live state. */
export interface Step {
  readonly operation: Operation
  readonly subject: Subject
  readonly target: AnyTarget
  readonly before: Baseline
  readonly network: string | null
  readonly specification: unknown
}

/** A change that was assessed and decided upon the live state of all that it touches. */
export interface Decided extends Aimed {
  readonly steps: readonly [Step, ...Step[]]
  readonly command: string
  readonly sentence: string
  readonly effects: Effects
  readonly undo: Undo | null
  readonly decision: Decision
}
