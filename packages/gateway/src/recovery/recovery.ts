import { type EngineName, instant, isContainerTarget, type JournalBody, type RequestId } from '@devops-ai/contract'
import type { ContainerIndex, OwnWork } from '@devops-ai/engine'
import { type Journal, JournalUnusable, type RecordedOperation } from '@devops-ai/journal'
import { answerOf, saying, toldBy } from '../answer.ts'
import type { Telemetry } from '@devops-ai/gateway-telemetry'
import { settle, type Settled, type SettleDeps } from './settle.ts'

/** Finds out what became of changes whose outcome nobody saw. Works in the background; never throws. */
export interface Recovery {
  /**
   * Takes over a change that is in the journal without an outcome; the caller has told `ownWork` of its beginning.
   * What became of it is found out, unless `outcome` tells, and put on record as soon as the journal takes it.
   */
  take(recorded: RecordedOperation, outcome?: Outcome): void
  /** Is a change of this target being found out about? Then it takes no other. */
  isBusy(engine: EngineName, id: string): boolean
  has(id: RequestId): boolean
  /** Resolves when nothing is being found out. */
  idle(): Promise<void>
}

type Outcome = Extract<JournalBody, { type: 'outcome' }>

/** Pause between two attempts to put an outcome on record. */
const unrecordedMs = 1_000

export interface RecoveryDeps extends SettleDeps {
  readonly index: ContainerIndex
  readonly journal: Journal
  readonly ownWork: OwnWork
  readonly telemetry: Telemetry
  /** Aborts when the gateway ends; what is in flight then is found again at the next start. */
  readonly signal: AbortSignal
  redact(text: string): string
}

export function recovery(deps: RecoveryDeps): Recovery {
  const busy = new Map<RequestId, { readonly recorded: RecordedOperation; readonly done: Promise<void> }>()

  /** Until the journal takes it: its disk may be full for a while. Rejects when the gateway ends. */
  const putOnRecord = async (outcome: Outcome): Promise<void> => {
    for (;;) {
      try {
        await deps.journal.append(outcome)
        return
      } catch (error) {
        if (!(error instanceof JournalUnusable)) throw error
        await deps.sleep(unrecordedMs)
      }
    }
  }

  const found = async (recorded: RecordedOperation): Promise<Outcome> => {
    const settled = await settle(deps, recorded).catch((error: unknown): Settled => {
      if (deps.signal.aborted) throw error
      deps.telemetry.alarmed(`finding out about ${recorded.intent.request_id} ended in an error`, error)
      return { status: 'unknown', sentence: 'looking at the target ended in an error' }
    })
    return outcomeOf(deps, recorded, settled)
  }

  const findOut = async (recorded: RecordedOperation, outcome: Outcome | undefined): Promise<void> => {
    const { request_id, steps } = recorded.intent
    const containers = steps.map(({ target }) => target).filter(isContainerTarget)
    try {
      await putOnRecord(outcome ?? (await found(recorded)))
      busy.delete(request_id)
      for (const { engine, id } of containers) await deps.index.refresh(engine, id)
    } catch (error) {
      // The target stays closed to changes: what is not on record is not known.
      if (!deps.signal.aborted) deps.telemetry.alarmed(`what became of ${request_id} cannot be recorded`, error)
    } finally {
      for (const { engine, id } of containers) deps.ownWork.end(engine, id)
    }
  }
  return {
    take: (recorded, outcome) => {
      const id = recorded.intent.request_id
      if (!busy.has(id)) busy.set(id, { recorded, done: Promise.resolve().then(() => findOut(recorded, outcome)) })
    },
    isBusy: (engine, id) =>
      [...busy.values()].some(({ recorded }) =>
        recorded.intent.steps.some(({ target }) => target.engine === engine && target.id === id),
      ),
    has: (id) => busy.has(id),
    idle: async () => void (await Promise.all([...busy.values()].map(({ done }) => done))),
  }
}

function outcomeOf(deps: RecoveryDeps, recorded: RecordedOperation, { status, sentence }: Settled): Outcome {
  const now = deps.now()
  const detail = deps.redact(`found out at ${instant(now)}: ${sentence}`)
  return {
    type: 'outcome',
    request_id: recorded.intent.request_id,
    inferred: true,
    detail,
    answer: answerOf(toldBy(recorded.intent, recorded.reference), saying(status, detail), now),
  }
}
