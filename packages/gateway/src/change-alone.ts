import { type ApprovalId, type Refusal, refuse } from '@devops-ai/contract'
import { requestApproval } from './approvals/request.ts'
import type { Decided } from './case.ts'
import { engineOf, type GatewayDeps } from './deps.ts'
import { laneOf, type Turned } from '@devops-ai/engine'
import { type Answered, runChange } from './run/change.ts'
import { plan } from './run/plan.ts'

/** What a person approved: the change as it was put before him. */
export interface Approved {
  readonly id: ApprovalId
  /** Why the state now is another than the one that was approved, or null. */
  differs(now: Decided): Refusal | null
}

/** Alone with all that it touches: look and decide again, then journal, run, observe, journal. */
export async function changeAlone(deps: GatewayDeps, foreseen: Decided, approved?: Approved): Promise<Answered> {
  const keys = foreseen.steps.map(({ target }) => laneOf(target.engine, target.id))
  const turn = await deps.lanes.enter(keys, foreseen.priority)
  if (!turn.entered) return tooBusy(foreseen, turn.because)
  using _lanes = turn
  const engine = engineOf(deps, foreseen.subjects[0].engine)
  const current = await plan(deps, foreseen, engine, { approved: approved !== undefined })
  if (!current.ok) return current
  const { decided } = current
  // It changed while it was looked at.
  if (decided.decision.verdict === 'approve') return await requestApproval(deps, decided)
  return approved?.differs(decided) ?? (await runChange(deps, decided, engine, approved?.id ?? null))
}

const whyTurned = {
  full: (name) => `too many changes of ${name} are waiting`,
  late: (name) => `an earlier change of ${name} is still running; this one did not begin in time`,
  crowded: () => 'too many changes are under way or waiting; the rest of the room is kept for looks',
} satisfies Record<Turned['because'], (name: string) => string>

const tooBusy = ({ name }: Decided, because: Turned['because']): Refusal =>
  refuse('overloaded', whyTurned[because](name), { retryAfterSeconds: 5 })
