import type {
  Decision,
  Effects,
  EngineName,
  ExecuteRequest,
  Priority,
  RequestId,
  Sha256,
  Source,
  Target,
  Undo,
} from '@devops-ai/contract'
import type { Before, Operation } from '@devops-ai/operations'
import type { IndexedContainer } from '@devops-ai/engine'

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
  readonly name: string
  readonly engine: EngineName | null
  /** Redacted, as it is recorded. */
  readonly intent: string
  readonly context: string
  readonly operation: Operation
  readonly priority: Priority
  readonly dryRun: boolean
}

/** The same, with the container that it is about. */
export interface Aimed extends Asked {
  readonly container: IndexedContainer
  readonly target: Target
}

/** A change that was assessed and decided upon the target's live state. */
export interface Decided extends Aimed {
  readonly before: Before
  readonly effects: Effects
  readonly undo: Undo | null
  readonly decision: Decision
}
