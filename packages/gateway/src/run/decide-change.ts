import { type Refusal, refuse } from '@devops-ai/contract'
import { baselineOf, type EngineInspect, isAfter } from '@devops-ai/operations'
import { assess } from '../assess.ts'
import type { Aimed, Decided } from '../case.ts'
import type { GatewayDeps } from '../deps.ts'
import type { Engine, IndexedContainer } from '@devops-ai/engine'
import { refusalOf } from './refusal-of.ts'
import { looked } from './looked.ts'

/** Looks at the target by its full id, then assesses and decides upon what is there now. */
export async function decideChange(
  deps: GatewayDeps,
  aimed: Aimed,
  engine: Engine,
): Promise<{ readonly ok: true; readonly decided: Decided } | Refusal> {
  const look = await looked(aimed.container, () => engine.inspect(aimed.target.id))
  if (!look.ok) return look
  const fence = fenceAround(deps, aimed.container, look.value)
  if (fence) return fence
  const before = baselineOf(look.value)
  const container: IndexedContainer = { ...aimed.container, status: before.status, health: before.health }
  const { effects, undo } = assess(aimed.operation, {
    container,
    before,
    all: deps.index.all(),
    isProtected: deps.isProtected,
  })
  const { source, operation, priority, dryRun } = aimed
  const decision = deps.policy.decide({ source, operation, target: container, effects, priority, dryRun })
  return (
    refusalOf(decision, deps.explain(decision, container)) ?? {
      ok: true,
      decided: { ...aimed, container, before, effects, undo, decision },
    }
  )
}

/**
 * A target whose last change is unknown takes no other. The fence falls when the recovery finds out, when somebody
 * is seen to have started the container after it, or with the container itself.
 */
function fenceAround(
  deps: GatewayDeps,
  { engine, id, name }: IndexedContainer,
  inspect: EngineInspect,
): Refusal | null {
  if (deps.recovery.isBusy(engine, id)) {
    return refuse(
      'fenced',
      `what became of an earlier change of ${name} is being found out; until then it takes no other change`,
      {
        retryAfterSeconds: 5,
      },
    )
  }
  const unknown = deps.journal.fenced(engine, id)
  const since = unknown?.outcome?.answer.timestamp_processed_utc
  if (!unknown || !since || isAfter(inspect.State.StartedAt, since)) return null
  return refuse(
    'fenced',
    `nobody knows what became of the change ${unknown.intent.request_id} of ${name}, so it takes no other until somebody has looked and started it anew`,
  )
}
