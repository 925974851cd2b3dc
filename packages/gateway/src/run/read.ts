import { type Decision, type Effects, refuse } from '@devops-ai/contract'
import { EngineRefused, EngineUnreachable, type Subject, targetOf } from '@devops-ai/engine'
import { operations, renderCommand, sentenceOf } from '@devops-ai/operations'
import type { Redaction } from '@devops-ai/redaction'
import { answerOf, type Ending, saying, type Told } from '../answer.ts'
import { effectsOfReading } from '@devops-ai/policy'
import type { Asked } from '../case.ts'
import type { GatewayDeps } from '../deps.ts'
import { sha256Of } from '../digest.ts'
import type { Answered } from './change.ts'
import { cutToBytes } from './cut.ts'
import { engineUnavailable, gone } from './looked.ts'
import { preview } from './preview.ts'
import { type Reading, readingOf } from './readings.ts'

/** Decides, looks, redacts, notes. Reads wait neither for the disk nor for changes. `subject` is null for a fleet. */
export async function runRead(deps: GatewayDeps, asked: Asked, subject: Subject | null): Promise<Answered> {
  const { source, operation, priority, dryRun } = asked
  const effects = effectsOfReading(subject !== null && deps.isProtected(subject))
  const decision = deps.policy.decide({ source, operation, target: subject, effects, priority, dryRun })
  // Nobody approves a look: what policy does not simply allow is denied.
  if (decision.verdict !== 'allow')
    return refuse('denied', deps.explain(decision, subject), { policies: decision.policies })
  const told = toldOf(asked, subject, effects, decision)
  if (dryRun) return preview(deps, told)
  const since = deps.stopwatch()
  const ended = (ending: Ending): Answered => {
    note(deps, asked, subject, ending)
    return { ok: true, answer: answerOf(told, ending, deps.now()) }
  }
  try {
    const reading = await readingOf(deps, asked, subject)
    if (!reading) return isGone(asked, subject)
    return ended(endingOf(deps, redactionFor(deps, asked, subject), reading, deps.stopwatch() - since))
  } catch (error) {
    if (error instanceof EngineUnreachable) return engineUnavailable(subject?.engine ?? asked.engine ?? 'asked', error)
    if (!(error instanceof EngineRefused)) throw error
    if (error.status === 404) return isGone(asked, subject)
    return ended(saying('failure', deps.redact.text(error.message), deps.stopwatch() - since))
  }
}

const isGone = ({ name }: Asked, subject: Subject | null): Answered =>
  subject ? gone(subject) : refuse('unknown_target', `the engine knows nothing of ${name}`)

function toldOf(asked: Asked, subject: Subject | null, effects: Effects, decision: Decision): Told {
  const name = subject?.name ?? asked.name
  return {
    id: asked.id,
    command: renderCommand(asked.operation, name),
    operation: asked.operation,
    sentence: sentenceOf(asked.operation, name),
    targets: subject ? [targetOf(subject)] : [],
    effects,
    undo: null,
    decision,
    journal: null,
  }
}

function redactionFor({ redact }: GatewayDeps, { operation }: Asked, subject: Subject | null): Redaction {
  const definition = operations[operation.kind]
  return subject && definition.access === 'read' && definition.isOwnWords ? redact.saidBy(subject.name) : redact
}

function endingOf(
  { maxOutputBytes }: GatewayDeps,
  redact: Redaction,
  { data, text, truncated }: Reading,
  ms: number,
): Ending {
  const shown = cutToBytes(redact.text(text), maxOutputBytes)
  return {
    status: 'success',
    text: shown.text,
    error: '',
    data: redact.json(data),
    truncated: truncated || shown.cut,
    ms,
  }
}

/** The journal keeps the size and the hash of what was shown, never the output. */
function note(
  deps: GatewayDeps,
  { source, id, operation, name }: Asked,
  subject: Subject | null,
  { text, error, data }: Ending,
): void {
  const output = JSON.stringify({ text, error, data })
  deps.journal.note({
    type: 'read',
    source_id: source.id,
    request_id: id,
    operation,
    target: subject?.id ?? name,
    output_sha256: sha256Of(output),
    output_bytes: Buffer.byteLength(output),
  })
}
