import type { AnyTarget } from '@devops-ai/contract'
import type { Engine } from '@devops-ai/engine'
import { changeOf, judge, type Judgement, stateOf } from '@devops-ai/operations'
import type { Step } from '../case.ts'
import { lookAt } from './looked.ts'

export interface StepEnding extends Judgement {
  readonly name: string
}

/** Sends one call, once, and looks what came of it. Throws as the engine does when nobody can say. */
export async function runStep(engine: Engine, step: Omit<Step, 'subject'>): Promise<StepEnding> {
  const { operation, target, before, network, specification } = step
  const change = changeOf(operation)
  if (!change) throw new Error(`${operation.kind} changes nothing`)
  const said = await engine.change(target.id, change.call(operation, { id: target.id, network, specification }, before))
  const after = await lookAt(engine, target)
  return { name: target.name, ...judge({ change, operation, before, network }, said, after?.state ?? null) }
}

const lookEveryMs = 500

/** Waits until a container runs and its health check, where it has one, is content. The reason why it is not, or null. */
export async function untilHealthy(
  engine: Engine,
  target: AnyTarget,
  clock: { sleep(ms: number): Promise<void>; stopwatch(): number; readonly deadlineMs: number },
): Promise<string | null> {
  const until = clock.stopwatch() + clock.deadlineMs
  for (;;) {
    const look = await lookAt(engine, target)
    if (!look) return 'it is gone'
    const { state } = look
    if (state.object === 'service') return null
    if (state.status === 'running' && (state.health === 'healthy' || state.health === 'none')) return null
    const over = state.status === 'exited' || state.status === 'dead' || state.health === 'unhealthy'
    if (over || clock.stopwatch() >= until) return `it did not come back: ${stateOf(state)}, health ${state.health}`
    await clock.sleep(lookEveryMs)
  }
}
