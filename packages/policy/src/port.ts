import type { Autonomy, Decision, Effects, PolicyInfo, PolicyWay, Priority, Source } from '@devops-ai/contract'
import type { Subject } from '@devops-ai/engine'
import type { Operation, OperationKind } from '@devops-ai/operations'

/** What policy is asked. `target` is null for operations that name nothing, such as container.list. */
export interface PolicyQuestion {
  readonly source: Source
  readonly operation: Operation
  readonly target: Subject | null
  readonly effects: Effects
  readonly priority: Priority
  readonly dryRun: boolean
  /** Has a person approved exactly this? Then the answer is allow or deny. */
  readonly approved?: boolean
}

/** Policies see the kind of an operation, not its fields. */
export type AskedKind = Omit<PolicyQuestion, 'operation'> & { readonly operation: { readonly kind: OperationKind } }

/** Why something is decided so. */
export interface Explained {
  readonly decision: Decision
  readonly sentence: string
  /** What would change it; empty where it is allowed, or where nothing can allow it. */
  readonly ways: readonly PolicyWay[]
}

/** What people may do besides operations: decide what waits for an approval, and stop all changes or let them run again. */
export type Deed = 'approve' | 'freeze'

/** Decides by Cedar. Never throws: any error is a deny that names it. */
export interface Policy {
  /** A hash of the policy texts. */
  readonly version: string
  decide(question: PolicyQuestion): Decision
  /** All that is in force, the shipped ones first. */
  readonly policies: readonly PolicyInfo[]
  /** The same decision with its reasons. Slower: it tries the ways. */
  explain(question: AskedKind): Explained
  /** Allow or deny, never approve. */
  may(source: Source, deed: Deed): Decision
  /** The level of autonomy of a container or Swarm service, from policy or its own label; `observe` where nothing is said. */
  autonomy(target: Subject): Autonomy
}
