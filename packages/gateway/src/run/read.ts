import { type Decision, type Effects, refuse } from '@devops-ai/contract'
import { renderCommand, sentenceOf } from '@devops-ai/operations'
import { z } from 'zod'
import { answerOf, type Ending, type Told } from '../answer.ts'
import { effectsOfReading } from '../assess.ts'
import type { Aimed, Asked } from '../case.ts'
import type { GatewayDeps } from '../deps.ts'
import { sha256Of } from '../digest.ts'
import { EngineRefused, EngineUnreachable } from '@devops-ai/engine'
import type { Answered } from './change.ts'
import { cutToBytes } from './cut.ts'
import { engineUnavailable } from './looked.ts'
import { preview } from './preview.ts'
import { listingOf, type Reading, readingOf } from './readings.ts'
import { refusalOf } from './refusal-of.ts'

/** Decides, looks, redacts, notes. Reads wait neither for the disk nor for changes. `aimed` is null for a list. */
export async function runRead(deps: GatewayDeps, asked: Asked, aimed: Aimed | null): Promise<Answered> {
  const { source, operation, priority, dryRun } = asked
  const container = aimed?.container ?? null
  const effects = effectsOfReading(container !== null && deps.isProtected(container))
  const decision = deps.policy.decide({ source, operation, target: container, effects, priority, dryRun })
  const refusal = refusalOf(decision, deps.explain(decision, container))
  if (refusal) return refusal
  const told = toldOf(asked, aimed, effects, decision)
  if (dryRun) return preview(deps, told)
  const since = deps.stopwatch()
  try {
    const reading = aimed ? await readingOf(deps, aimed) : await listingOf(deps, asked)
    if (!reading) return refuse('unknown_target', `the container ${asked.name} is gone`)
    const ending = endingOf(deps, reading, deps.stopwatch() - since)
    note(deps, asked, aimed, ending)
    return { ok: true, answer: answerOf(told, ending, deps.now()) }
  } catch (error) {
    if (error instanceof EngineUnreachable)
      return engineUnavailable(container?.engine ?? asked.engine ?? 'asked', error)
    if (!(error instanceof EngineRefused)) throw error
    if (error.status === 404) return refuse('unknown_target', `the container ${asked.name} is gone`)
    const ending = failed(deps.redact.text(error.message), deps.stopwatch() - since)
    note(deps, asked, aimed, ending)
    return { ok: true, answer: answerOf(told, ending, deps.now()) }
  }
}

function toldOf(asked: Asked, aimed: Aimed | null, effects: Effects, decision: Decision): Told {
  const name = aimed?.target.name ?? asked.name
  return {
    id: asked.id,
    command: renderCommand(asked.operation, name),
    operation: asked.operation,
    sentence: sentenceOf(asked.operation, name),
    targets: aimed ? [aimed.target] : [],
    effects,
    undo: null,
    decision,
    journal: null,
  }
}

const Json = z.json()

function endingOf({ redact, maxOutputBytes }: GatewayDeps, { data, text, truncated }: Reading, ms: number): Ending {
  const shown = cutToBytes(redact.text(text), maxOutputBytes)
  return {
    status: 'success',
    text: shown.text,
    error: '',
    data: Json.parse(redact.json(data)),
    truncated: truncated || shown.cut,
    ms,
  }
}

const failed = (error: string, ms: number): Ending => ({
  status: 'failure',
  text: '',
  error,
  data: null,
  truncated: false,
  ms,
})

/** The journal keeps the size and the hash of what was shown, never the output. */
function note(
  deps: GatewayDeps,
  { source, id, operation, name }: Asked,
  aimed: Aimed | null,
  { text, error, data }: Ending,
): void {
  const output = JSON.stringify({ text, error, data })
  deps.journal.note({
    type: 'read',
    source_id: source.id,
    request_id: id,
    operation,
    target: aimed?.target.id ?? name,
    output_sha256: sha256Of(output),
    output_bytes: Buffer.byteLength(output),
  })
}
