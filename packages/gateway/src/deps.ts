import type { ApprovalId, Decision, EngineName, Now, RequestId, Source } from '@devops-ai/contract'
import type { Aliases, ContainerIndex, Engine, IndexedContainer, Lanes, OwnWork, Subject } from '@devops-ai/engine'
import type { Interpreter } from './ports.ts'
import type { Journal } from '@devops-ai/journal'
import type { Deed, Policy } from '@devops-ai/policy'
import type { Freeze } from './freeze.ts'
import type { Redaction } from '@devops-ai/redaction'
import type { Recovery } from './recovery/recovery.ts'
import type { Patience } from './run/came-back.ts'
import type { OperationKind, Part } from '@devops-ai/operations'
import type { Telemetry } from '@devops-ai/gateway-telemetry'

/** What the pipeline stands on. All of it is given, so a test may give fakes of the ports. */
export interface GatewayDeps extends Patience {
  readonly engines: ReadonlyMap<EngineName, Engine>
  readonly index: ContainerIndex
  readonly journal: Journal
  readonly freeze: Freeze
  readonly policy: Policy
  readonly interpreter: Interpreter
  readonly ownWork: OwnWork
  readonly recovery: Recovery
  readonly lanes: Lanes
  readonly redact: Redaction
  readonly telemetry: Telemetry
  readonly sources: readonly Source[]
  readonly aliases: Aliases
  readonly maxOutputBytes: number
  readonly now: Now
  /** A fresh id for a read that came without one. */
  mintId(): RequestId
  mintApprovalId(): ApprovalId
  /** How long a person may take to decide. */
  readonly approvalSeconds: number
  /** A recent answer to this read, taken in the background, or null: then the engine is asked. */
  samples(kind: OperationKind, container: IndexedContainer): Part | null
  isProtected(subject: Subject): boolean
  /** Why a decision was made, in a sentence that tells how to allow it where it can be allowed. */
  explain(decision: Decision, subject: Subject | null): string
  explainDeed(decision: Decision, source: Source, deed: Deed): string
}

/** The engine of that name, of those that the settings name. */
export function engineOf({ engines }: Pick<GatewayDeps, 'engines'>, name: EngineName): Engine {
  const engine = engines.get(name)
  if (!engine) throw new Error(`no engine ${name}`)
  return engine
}
