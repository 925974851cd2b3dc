import type { Engine } from '@devops-ai/engine'
import { changeOf, judge, type Judgement } from '@devops-ai/operations'
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
