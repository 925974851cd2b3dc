import { type ApprovalId, type ExecuteAnswer, instant, isContainerTarget, type Refusal } from '@devops-ai/contract'
import { type Engine, EngineUnreachable } from '@devops-ai/engine'
import type { RecordedOperation } from '@devops-ai/journal'
import { answerOf, type Ending, saying, toldBy, unknownYet } from '../answer.ts'
import type { Decided, Step } from '../case.ts'
import type { GatewayDeps } from '../deps.ts'
import { whyFrozen } from '../freeze.ts'
import { onRecord } from '../on-record.ts'
import { whyNotBack } from './came-back.ts'
import { intendedOf } from './intended.ts'
import { type StepEnding, runStep } from './step.ts'

export type Answered = { readonly ok: true; readonly answer: ExecuteAnswer } | Refusal

/**
 * Journals the intent, runs each step once, looks, journals the outcome. The caller holds the lanes of all targets.
 * Refuses when changes are frozen or the intent cannot be recorded; whatever happens after that is an answer, never a refusal.
 */
export async function runChange(
  deps: GatewayDeps,
  decided: Decided,
  engine: Engine,
  approvalId: ApprovalId | null,
): Promise<Answered> {
  // In one turn with handing the intent to the journal, so that no intent is written behind a freeze.
  const frozen = whyFrozen(deps)
  if (frozen) return frozen
  const begun = await record(deps, decided, approvalId)
  if ('ok' in begun) return begun
  const since = deps.stopwatch()
  const told = toldBy(begun.intent, begun.reference)
  beginWork(deps, decided.steps)
  try {
    const ended = await runSteps(deps, decided.steps, engine)
    const answer = answerOf(told, endingOf(deps, ended, deps.stopwatch() - since), deps.now())
    const detail = deps.redact.text(sentencesOf(ended))
    const outcome = { type: 'outcome' as const, request_id: decided.id, inferred: false, detail, answer }
    // It has happened, so the answer stands even when it cannot be recorded now.
    const written = await onRecord(deps, outcome, 'the outcome is recorded later')
    if (written.ok) await endWork(deps, decided.steps)
    else deps.recovery.take(begun, outcome)
    return { ok: true, answer }
  } catch (error) {
    // From here on it is known only that the call was sent: the recovery finds out, and ends our own work.
    deps.recovery.take(begun)
    if (!(error instanceof EngineUnreachable)) deps.telemetry.alarmed('a change ended in an error of ours', error)
    const reason = error instanceof EngineUnreachable ? error.message : 'the outcome was not observed'
    return { ok: true, answer: answerOf(told, unknownYet(reason, deps.stopwatch() - since), deps.now()) }
  }
}

/** One after the other: the next only when the last has come back and nothing is frozen. Stops at the first that does not come back. */
async function runSteps(deps: GatewayDeps, steps: Decided['steps'], engine: Engine): Promise<readonly StepEnding[]> {
  const ended: StepEnding[] = []
  for (const [place, step] of steps.entries()) {
    const one = await runStep(engine, step)
    ended.push(one)
    if (one.status === 'failure' || place === steps.length - 1) break
    const stop = (await whyNotBack(engine, step.target, deps)) ?? whyFrozen(deps)?.detail
    if (stop === undefined) continue
    ended.push({ name: step.target.name, status: 'failure', sentence: `${stop}; the rest was left as it is` })
    break
  }
  return ended
}

const sentencesOf = (ended: readonly StepEnding[]): string =>
  ended.length === 1 ? (ended[0]?.sentence ?? '') : ended.map(({ name, sentence }) => `${name}: ${sentence}`).join('\n')

function endingOf({ redact }: GatewayDeps, ended: readonly StepEnding[], ms: number): Ending {
  const status = ended.every((one) => one.status === 'success') ? 'success' : 'failure'
  const said = redact.text(sentencesOf(ended))
  const data =
    ended.length === 1 ? null : { steps: ended.map((one) => ({ ...one, sentence: redact.text(one.sentence) })) }
  return { ...saying(status, said, ms), data }
}

function beginWork({ ownWork }: GatewayDeps, steps: Decided['steps']): void {
  for (const { target, operation } of steps)
    if (isContainerTarget(target)) ownWork.begin(target.engine, target.id, operation)
}

async function endWork({ ownWork, index }: GatewayDeps, steps: readonly Pick<Step, 'target'>[]): Promise<void> {
  for (const { target } of steps) {
    if (!isContainerTarget(target)) continue
    await index.refresh(target.engine, target.id)
    ownWork.end(target.engine, target.id)
  }
}

/** The write-ahead entry. Refuses when it is not on disk: no record, no execution. */
async function record(
  deps: GatewayDeps,
  decided: Decided,
  approvalId: ApprovalId | null,
): Promise<RecordedOperation | Refusal> {
  const intent = { ...intendedOf(decided), type: 'intent' as const, approval_id: approvalId }
  const written = await onRecord(deps, intent, 'nothing was run')
  if (!written.ok) return written
  return { intent, outcome: null, reference: written.reference, at: instant(deps.now()) }
}
