import {
  type ExecuteRequest,
  type OperationState,
  type Refusal,
  refuse,
  type RequestId,
  type Source,
} from '@devops-ai/contract'
import { changeOf, type Operation } from '@devops-ai/operations'
import { audited, recordedContext, refusalEntry } from './audit.ts'
import type { Aimed, Asked, Question } from './case.ts'
import type { GatewayDeps } from './deps.ts'
import { sha256Of } from './digest.ts'
import { understood } from './interpret/understood.ts'
import { knownNow } from './known.ts'
import { onceOnly } from './once.ts'
import { requestText } from './request-text.ts'
import { resolve } from './resolve.ts'
import { type Answered, runChange } from './run/change.ts'
import { decideChange } from './run/decide-change.ts'
import { foretold, preview } from './run/preview.ts'
import { runRead } from './run/read.ts'

export interface Gateway {
  /**
   * Processes one request of an authenticated source. Never aborted: whoever stops waiting asks `operation`.
   * May be called again with the same request id; it has at most one effect. Expected failures are refusals.
   */
  execute(source: Source, request: ExecuteRequest): Promise<Answered>
  /** What became of a request id, in memory or in the journal of the last 24 hours. */
  operation(id: RequestId): OperationState | Refusal
  /** Records that an authenticated source was refused; `words` is what it sent, as far as it could be read. */
  refused(source: Source, refusal: Refusal, words: string): void
  /** Resolves when no request is being processed. */
  idle(): Promise<void>
}

export function gateway(deps: GatewayDeps): Gateway {
  const once = onceOnly(deps)
  return {
    execute: async (source, request) => {
      const { request_id, action_request } = request
      const question = {
        source,
        request,
        id: request_id ?? deps.mintId(),
        hash: sha256Of(requestText(source.id, request)),
      }
      const work = async (): Promise<Answered> => recorded(deps, question, await answerTo(deps, question))
      // A dry run uses up no id, but it may not borrow one that stands for something else.
      const isFreeTrial = action_request.dry_run === true && !isKnown(once.state(question.id))
      const answered = isFreeTrial ? await work() : await once.run(question.id, question.hash, work)
      return !answered.ok && answered.code === 'conflict' ? recorded(deps, question, answered) : answered
    },
    operation: (id) => once.state(id),
    refused: (source, refusal, words) => deps.journal.note(refusalEntry(deps, source, refusal, words)),
    idle: () => once.idle(),
  }
}

const isKnown = (state: OperationState | Refusal): boolean => !('ok' in state)

/** Interpret, resolve, then look or change. */
async function answerTo(deps: GatewayDeps, question: Question): Promise<Answered> {
  const { source, request } = question
  const known = knownNow(deps)
  const understanding = await understood(deps, source, request, known)
  if (!understanding.ok) return understanding
  const asked = askedOf(deps, question, understanding.operation)
  if (asked.operation.kind === 'container.list') return await runRead(deps, asked, null)
  const resolved = resolve(asked, known)
  if (!resolved.ok) return resolved
  const aimed: Aimed = { ...asked, container: resolved.container, target: resolved.target }
  return changeOf(asked.operation) ? await changeTarget(deps, aimed) : await runRead(deps, aimed, aimed)
}

/** Assess and decide; then, alone with the target, look and decide again, journal, run, observe, journal. */
async function changeTarget(deps: GatewayDeps, aimed: Aimed): Promise<Answered> {
  const { engine: engineName, id } = aimed.target
  const engine = deps.engines.get(engineName)
  const change = changeOf(aimed.operation)
  if (!engine || !change) throw new Error(`${aimed.operation.kind} on engine ${engineName} cannot be run`)
  const foreseen = await decideChange(deps, aimed, engine)
  if (!foreseen.ok) return foreseen
  if (aimed.dryRun) return preview(deps, foretold(foreseen.decided))
  const turn = await deps.lanes.enter(`${engineName}/${id}`)
  if (!turn.entered) return tooBusy(aimed.target.name, turn.because)
  using _lane = turn
  const current = await decideChange(deps, aimed, engine)
  return current.ok ? await runChange(deps, current.decided, engine, change) : current
}

function askedOf(deps: GatewayDeps, question: Question, operation: Operation): Asked {
  const { source, id, hash, request } = question
  const { target_resource, action_request } = request
  return {
    source,
    id,
    hash,
    operation,
    name: target_resource.name,
    engine: target_resource.engine ?? null,
    intent: deps.redact.text(action_request.intent),
    context: recordedContext(deps, action_request.context),
    priority: action_request.priority ?? 'NORMAL',
    dryRun: action_request.dry_run ?? false,
  }
}

const tooBusy = (name: string, because: 'full' | 'late'): Refusal =>
  refuse(
    'overloaded',
    because === 'full'
      ? `too many changes of ${name} are waiting`
      : `an earlier change of ${name} is still running; this one did not begin in time`,
    { retryAfterSeconds: 5 },
  )

/** Logs, counts and journals what became of a request; gives it back. */
function recorded(deps: GatewayDeps, { source, request }: Question, answered: Answered): Answered {
  if (answered.ok)
    deps.telemetry.executed(answered.answer.execution_details.operation.kind, answered.answer.overall_status)
  else deps.journal.note(refusalEntry(deps, source, answered, request.action_request.intent))
  deps.telemetry.audited(audited(deps, source, request, answered))
  return answered
}
