import {
  type Baseline,
  type ContainerId,
  type EngineName,
  instant,
  type Now,
  type RequestId,
} from '@devops-ai/contract'
import { baselineOf, changeOf, Operation, sentenceOf } from '@devops-ai/operations'
import { answerOf, type Ending, toldBy } from '../answer.ts'
import { type ContainerIndex, type Engine, EngineUnreachable, type OwnWork } from '@devops-ai/engine'
import { type Journal, type RecordedOperation } from '@devops-ai/journal'
import { judge } from '../run/judge.ts'
import type { Telemetry } from '../telemetry.ts'
import { type Rest, untilAtRest } from './barrier.ts'
import { type Conclusion, conclude } from './conclude.ts'

/** Finds out what became of changes whose outcome nobody saw. Works in the background; never throws. */
export interface Recovery {
  /** Takes over a change that is in the journal without an outcome; the caller has told `ownWork` of its beginning. */
  take(recorded: RecordedOperation): void
  /** Is a change of this target being found out about? Then it takes no other. */
  isBusy(engine: EngineName, id: ContainerId): boolean
  has(id: RequestId): boolean
  /** Resolves when nothing is being found out. */
  idle(): Promise<void>
}

export interface RecoveryDeps {
  readonly engines: ReadonlyMap<EngineName, Engine>
  readonly index: ContainerIndex
  readonly journal: Journal
  readonly ownWork: OwnWork
  readonly telemetry: Telemetry
  readonly now: Now
  /** Aborts when the gateway ends; what is in flight then is found again at the next start. */
  readonly signal: AbortSignal
  /** Rejects when the signal aborts. */
  sleep(ms: number): Promise<void>
  redact(text: string): string
  /** Does policy still allow it? Asked again before anything is run a second time. */
  mayRun(recorded: RecordedOperation, operation: Operation): boolean
  /** How long to wait for a target to come to rest. */
  readonly giveUpAfterMs: number
  /** A change that is older than this is not run any more: whoever asked has given up. */
  readonly tooOldAfterMs: number
}

interface Settled {
  readonly status: 'success' | 'failure' | 'unknown'
  readonly sentence: string
}

export function recovery(deps: RecoveryDeps): Recovery {
  const busy = new Map<RequestId, { readonly recorded: RecordedOperation; readonly done: Promise<void> }>()

  const findOut = async (recorded: RecordedOperation): Promise<void> => {
    const { request_id, targets } = recorded.intent
    try {
      const settled = await settle(deps, recorded).catch((error: unknown): Settled => {
        if (deps.signal.aborted) throw error
        deps.telemetry.alarmed(`finding out about ${request_id} ended in an error`, error)
        return { status: 'unknown', sentence: 'looking at the container ended in an error' }
      })
      await deps.journal.append(outcomeOf(deps, recorded, settled))
      busy.delete(request_id)
      for (const { engine, id } of targets) await deps.index.refresh(engine, id)
    } catch (error) {
      // The target stays closed to changes: what is not on record is not known.
      if (!deps.signal.aborted) deps.telemetry.alarmed(`what became of ${request_id} cannot be recorded`, error)
    } finally {
      for (const { engine, id } of targets) deps.ownWork.end(engine, id)
    }
  }
  return {
    take: (recorded) => {
      const id = recorded.intent.request_id
      if (!busy.has(id)) busy.set(id, { recorded, done: Promise.resolve().then(() => findOut(recorded)) })
    },
    isBusy: (engine, id) =>
      [...busy.values()].some(({ recorded }) =>
        recorded.intent.targets.some((target) => target.engine === engine && target.id === id),
      ),
    has: (id) => busy.has(id),
    idle: async () => void (await Promise.all([...busy.values()].map(({ done }) => done))),
  }
}

/** Rest, conclusion, and what the conclusion asks for, until the change is settled. */
async function settle(deps: RecoveryDeps, recorded: RecordedOperation): Promise<Settled> {
  const operation = Operation.safeParse(recorded.intent.operation)
  const [target] = recorded.intent.targets
  const engine = target && deps.engines.get(target.engine)
  if (!operation.success || !engine) {
    return { status: 'unknown', sentence: `its operation or its engine "${target?.engine}" is not known here any more` }
  }
  const until = deps.now().getTime() + deps.giveUpAfterMs
  for (let hasRunAgain = false; ; hasRunAgain = true) {
    const rest = await restOf(deps, engine, target.id, operation.data, until)
    if (!rest.rests) return { status: 'unknown', sentence: 'the engine or the container did not come to rest in time' }
    const conclusion = conclude(operation.data, recorded.intent.baseline, rest.state)
    const settled = settledBy(deps, recorded, operation.data, conclusion, hasRunAgain)
    if (settled) return settled
    const run: Operation = conclusion.then === 'start' ? { kind: 'container.start' } : operation.data
    const ended = await runAgain(engine, target.id, run, rest.state)
    if (ended) return { ...ended, sentence: `${conclusion.sentence}; run now: ${ended.sentence}` }
  }
}

const restOf = (
  deps: RecoveryDeps,
  engine: Engine,
  id: ContainerId,
  operation: Operation,
  until: number,
): Promise<Rest> =>
  untilAtRest({
    look: () => engine.inspect(id),
    hasOpenCall: () => engine.hasOpenChange(id),
    stopSeconds: 'timeout_seconds' in operation ? (operation.timeout_seconds ?? null) : null,
    until,
    now: deps.now,
    sleep: deps.sleep,
  })

/** The end that needs no further call, or null: something must be run. */
function settledBy(
  deps: RecoveryDeps,
  recorded: RecordedOperation,
  operation: Operation,
  conclusion: Conclusion,
  hasRunAgain: boolean,
): Settled | null {
  const { sentence } = conclusion
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
      if (!deps.mayRun(recorded, operation))
        return { status: 'failure', sentence: `${sentence}; policy does not allow it any more` }
      return null
    }
  }
}

/** Null: the engine did not answer again. */
async function runAgain(
  engine: Engine,
  id: ContainerId,
  operation: Operation,
  before: Baseline | null,
): Promise<Settled | null> {
  const change = changeOf(operation)
  if (!change || !before) return null
  try {
    const said = await engine.change(change.call(operation, id))
    const after = await engine.inspect(id)
    return judge(change, said, before, after && baselineOf(after))
  } catch (error) {
    if (error instanceof EngineUnreachable) return null
    throw error
  }
}

function outcomeOf(deps: RecoveryDeps, recorded: RecordedOperation, { status, sentence }: Settled) {
  const operation = Operation.safeParse(recorded.intent.operation)
  const name = recorded.intent.targets[0]?.name ?? ''
  const told = toldBy(recorded, operation.success ? sentenceOf(operation.data, name) : recorded.intent.command)
  const now = deps.now()
  const detail = deps.redact(`found out at ${instant(now)}: ${sentence}`)
  const ending: Ending = {
    status,
    text: status === 'success' ? detail : '',
    error: status === 'success' ? '' : detail,
    data: null,
    truncated: false,
    ms: 0,
  }
  return {
    type: 'outcome' as const,
    request_id: recorded.intent.request_id,
    inferred: true,
    detail,
    answer: answerOf(told, ending, now),
  }
}
