import type { ChangeStep, EngineName, Now } from '@devops-ai/contract'
import { type ContainerIndex, type Engine, EngineUnreachable, isSilence, type Looked } from '@devops-ai/engine'
import type { RecordedOperation } from '@devops-ai/journal'
import { type Conclusion, conclude, Operation } from '@devops-ai/operations'
import { type Patience, whyNotBack } from '../run/came-back.ts'
import { lookAt } from '../run/looked.ts'
import { runStep } from '../run/step.ts'
import { pauseWhileSilentMs, type Rest, untilAtRest } from './barrier.ts'

export interface Settled {
  readonly status: 'success' | 'failure' | 'unknown'
  readonly sentence: string
}

export interface SettleDeps extends Patience {
  readonly engines: ReadonlyMap<EngineName, Engine>
  readonly index: Pick<ContainerIndex, 'freshness'>
  readonly now: Now
  /** Is it still allowed, and nothing frozen? Asked again before anything is run a second time. */
  mayRun(recorded: RecordedOperation, step: ChangeStep, operation: Operation): boolean
  /** How long to wait for a target to come to rest. */
  readonly giveUpAfterMs: number
  /** A change that is older than this is not run any more: whoever asked has given up. */
  readonly tooOldAfterMs: number
}

/** Each step in its order, as it would have run: the next only after the one before has succeeded and come back. */
export async function settle(deps: SettleDeps, recorded: RecordedOperation): Promise<Settled> {
  const { steps } = recorded.intent
  const sentences: string[] = []
  for (const [place, step] of steps.entries()) {
    const engine = deps.engines.get(step.target.engine)
    const operation = Operation.safeParse(step.operation)
    if (!operation.success || !engine)
      return {
        status: 'unknown',
        sentence: `its operation or its engine "${step.target.engine}" is not known here any more`,
      }
    const settled = await settleStep(deps, recorded, { step, operation: operation.data, engine })
    sentences.push(steps.length === 1 ? settled.sentence : `${step.target.name}: ${settled.sentence}`)
    if (settled.status !== 'success') return { status: settled.status, sentence: sentences.join('; ') }
    if (place === steps.length - 1) break
    const unwell = await unwellness(deps, engine, step)
    if (unwell) return { ...unwell, sentence: [...sentences, `${step.target.name}: ${unwell.sentence}`].join('; ') }
  }
  return { status: 'success', sentence: sentences.join('; ') }
}

/** Why the next step may not begin, or null: this one has come back. An engine that is silent tells nothing of that. */
async function unwellness(deps: SettleDeps, engine: Engine, { target }: ChangeStep): Promise<Settled | null> {
  const until = deps.now().getTime() + deps.giveUpAfterMs
  while (deps.now().getTime() < until) {
    try {
      const unwell = await whyNotBack(engine, target, deps)
      return unwell === null ? null : { status: 'failure', sentence: unwell }
    } catch (error) {
      if (!isSilence(error)) throw error
      await deps.sleep(pauseWhileSilentMs)
    }
  }
  return { status: 'unknown', sentence: 'the engine did not tell in time whether it came back' }
}

interface Unsettled {
  readonly step: ChangeStep
  readonly operation: Operation
  readonly engine: Engine
}

/** Rest, conclusion, and what the conclusion asks for, until the step is settled. */
async function settleStep(deps: SettleDeps, recorded: RecordedOperation, unsettled: Unsettled): Promise<Settled> {
  const until = deps.now().getTime() + deps.giveUpAfterMs
  for (let hasRunAgain = false; ; hasRunAgain = true) {
    const rest = await restOf(deps, unsettled, until)
    if (!rest.rests) return { status: 'unknown', sentence: 'the engine or the target did not come to rest in time' }
    const { step, operation } = unsettled
    const conclusion = conclude({ ...step, operation }, rest.look?.state ?? null)
    const settled = settledBy(deps, recorded, unsettled, { conclusion, hasRunAgain })
    if (settled) return settled
    const run: Operation = conclusion.then === 'start' ? { kind: 'container.start' } : operation
    const ended = await runAgain(unsettled, run, rest.look)
    if (ended) return { ...ended, sentence: `${conclusion.sentence}; run now: ${ended.sentence}` }
  }
}

const restOf = (deps: SettleDeps, { engine, step: { target }, operation }: Unsettled, until: number): Promise<Rest> =>
  untilAtRest({
    look: async () => {
      // Policy is asked about containers of the index: as long as that is not true, the engine counts as silent.
      const { stale, trouble } = deps.index.freshness(engine.name)
      if (stale) throw new EngineUnreachable(trouble ?? `the engine ${engine.name} is not known yet`)
      return await lookAt(engine, target)
    },
    hasOpenCall: () => engine.hasOpenChange(target.id),
    stopSeconds: 'timeout_seconds' in operation ? (operation.timeout_seconds ?? null) : null,
    until,
    now: deps.now,
    sleep: (ms) => deps.sleep(ms),
  })

/** The end that needs no further call, or null: something must be run. */
function settledBy(
  deps: SettleDeps,
  recorded: RecordedOperation,
  { step, operation }: Unsettled,
  { conclusion, hasRunAgain }: { readonly conclusion: Conclusion; readonly hasRunAgain: boolean },
): Settled | null {
  const { sentence } = conclusion
  const forbidden = (): boolean => !deps.mayRun(recorded, step, operation)
  switch (conclusion.then) {
    case 'settle':
      return { status: conclusion.status, sentence }
    case 'give_up':
      return { status: 'unknown', sentence }
    case 'start':
      return hasRunAgain ? { status: 'unknown', sentence: `${sentence}, though that was tried` } : null
    case 'again': {
      const age = deps.now().getTime() - Date.parse(recorded.at)
      if (hasRunAgain) return { status: 'failure', sentence: `${sentence}, though it was run once more` }
      if (age > deps.tooOldAfterMs) return { status: 'failure', sentence: `${sentence}; it is too old to be run now` }
      if (forbidden())
        return { status: 'failure', sentence: `${sentence}; it is frozen or policy does not allow it any more` }
      return null
    }
  }
}

/** Null: nobody can say what came of it. */
async function runAgain(
  { engine, step: { target, network } }: Unsettled,
  operation: Operation,
  look: Looked | null,
): Promise<Settled | null> {
  if (!look) return null
  try {
    const { state: before, specification } = look
    return await runStep(engine, { operation, target, before, network, specification })
  } catch (error) {
    if (isSilence(error)) return null
    throw error
  }
}
