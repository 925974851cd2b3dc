import { type ExecuteAnswer, type JournalBody, type Refusal, refuse } from '@devops-ai/contract'
import { baselineOf, type ChangeDefinition, renderCommand, sentenceOf } from '@devops-ai/operations'
import { answerOf, type Ending, toldBy, unknownYet } from '../answer.ts'
import type { Decided } from '../case.ts'
import type { GatewayDeps } from '../deps.ts'
import { type Engine, EngineUnreachable } from '@devops-ai/engine'
import { type RecordedOperation } from '@devops-ai/journal'
import { judge } from './judge.ts'

export type Answered = { readonly ok: true; readonly answer: ExecuteAnswer } | Refusal

/**
 * Journals the intent, runs the change once, looks, journals the outcome. The caller holds the target's lane.
 * Refuses when the intent cannot be recorded; whatever happens after that is an answer, never a refusal.
 */
export async function runChange(
  deps: GatewayDeps,
  decided: Decided,
  engine: Engine,
  change: ChangeDefinition,
): Promise<Answered> {
  const recorded = await record(deps, decided)
  if (!recorded)
    return refuse('journal_unavailable', 'the intent cannot be written to the journal, so nothing was run', {
      retryAfterSeconds: 30,
    })
  const { operation, target, before } = decided
  deps.ownWork.begin(target.engine, target.id, operation)
  const since = deps.stopwatch()
  const told = toldBy(recorded, sentenceOf(operation, target.name))
  try {
    const said = await engine.change(change.call(operation, target.id))
    const after = await engine.inspect(target.id)
    const judgement = judge(change, said, before, after && baselineOf(after))
    const answer = answerOf(told, endingOf(deps, judgement, deps.stopwatch() - since), deps.now())
    await recordOutcome(deps, {
      type: 'outcome',
      request_id: decided.id,
      inferred: false,
      detail: judgement.sentence,
      answer,
    })
    await deps.index.refresh(target.engine, target.id)
    deps.ownWork.end(target.engine, target.id)
    return { ok: true, answer }
  } catch (error) {
    // From here on it is known only that the call was sent: the recovery finds out, and ends our own work.
    deps.recovery.take(recorded)
    if (!(error instanceof EngineUnreachable)) deps.telemetry.alarmed('a change ended in an error of ours', error)
    const reason = error instanceof EngineUnreachable ? error.message : 'the outcome was not observed'
    return { ok: true, answer: answerOf(told, unknownYet(reason, deps.stopwatch() - since), deps.now()) }
  }
}

const endingOf = (deps: GatewayDeps, { status, sentence }: ReturnType<typeof judge>, ms: number): Ending => {
  const said = deps.redact.text(sentence)
  const spoken = status === 'success' ? { text: said, error: '' } : { text: '', error: said }
  return { status, ...spoken, data: null, truncated: false, ms }
}

/** The write-ahead entry. Null when it is not on disk: no record, no execution. */
async function record(deps: GatewayDeps, decided: Decided): Promise<RecordedOperation | null> {
  const intent = intentOf(decided.before, decided)
  try {
    const reference = await deps.journal.append(intent)
    return {
      requestHash: decided.hash,
      sourceId: decided.source.id,
      intent,
      outcome: null,
      reference,
      at: deps.now().toISOString(),
    }
  } catch (error) {
    deps.telemetry.alarmed('the journal cannot be written', error)
    return null
  }
}

function intentOf(
  { auto_remove: _, ...baseline }: Decided['before'],
  decided: Decided,
): Extract<JournalBody, { type: 'intent' }> {
  return {
    type: 'intent',
    request_id: decided.id,
    request_hash: decided.hash,
    source_id: decided.source.id,
    intent: decided.intent,
    context: decided.context,
    command: renderCommand(decided.operation, decided.target.name),
    operation: decided.operation,
    targets: [decided.target],
    effects: decided.effects,
    undo: decided.undo,
    decision: decided.decision,
    baseline,
  }
}

/** It has happened, so the answer stands even when it cannot be recorded: the next start infers the same outcome. */
async function recordOutcome(deps: GatewayDeps, outcome: JournalBody): Promise<void> {
  try {
    await deps.journal.append(outcome)
  } catch (error) {
    deps.telemetry.alarmed('the outcome of a change cannot be written to the journal', error)
  }
}
