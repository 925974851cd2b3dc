import type { IndexedContainer } from '@devops-ai/engine'
import type { OperationKind, Part } from '@devops-ai/operations'

/** Answers of the engine that were taken in the background, for reads that would take seconds. */
export interface Samples {
  /** A recent answer to this read, or null: then the engine is asked. */
  fresh(kind: OperationKind, container: IndexedContainer): Part | null
}

export const noSamples: Samples = { fresh: () => null }
