import {
  type ExecuteRequest,
  type OperationState,
  type Refusal,
  type RequestId,
  type Source,
} from '@devops-ai/contract'
import { isChange, type Operation } from '@devops-ai/operations'
import { aim } from './aim.ts'
import { toldBy } from './answer.ts'
import { type Approvals, approvals } from './approvals/approvals.ts'
import { requestApproval } from './approvals/request.ts'
import { audit, recordedContext, refusalEntry } from './audit.ts'
import type { Aimed, Asked, Question } from './case.ts'
import { changeAlone } from './change-alone.ts'
import { engineOf, type GatewayDeps } from './deps.ts'
import { sha256Of } from './digest.ts'
import { understood } from './interpret/understood.ts'
import { knownNow } from './known.ts'
import { onceOnly } from './once.ts'
import { requestText } from './request-text.ts'
import type { Answered } from './run/change.ts'
import { intendedOf } from './run/intended.ts'
import { plan } from './run/plan.ts'
import { preview } from './run/preview.ts'
import { runRead } from './run/read.ts'

export interface Gateway {
  readonly approvals: Approvals
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
    approvals: approvals(deps, once),
    execute: async (source, request) => {
      const { request_id, action_request } = request
      const question = {
        source,
        request,
        id: request_id ?? deps.mintId(),
        hash: sha256Of(requestText(source.id, request)),
      }
      let isRecorded = false
      const work = async (): Promise<Answered> => {
        isRecorded = true
        return recorded(deps, question, await answerTo(deps, question))
      }
      // A dry run uses up no id, but it may not borrow one that stands for something else.
      const isFreeTrial = action_request.dry_run === true && !isKnown(once.state(question.id))
      const answered = isFreeTrial ? await work() : await once.run(question.id, question.hash, work)
      return isRecorded || answered.ok ? answered : recorded(deps, question, answered)
    },
    operation: (id) => once.state(id),
    refused: (source, refusal, words) => deps.journal.note(refusalEntry(deps, source, refusal, words)),
    idle: () => once.idle(),
  }
}

const isKnown = (state: OperationState | Refusal): boolean => !('ok' in state)

/** Interpret, aim, then look or change. */
async function answerTo(deps: GatewayDeps, question: Question): Promise<Answered> {
  const { source, request } = question
  const known = knownNow(deps)
  const understanding = await understood(deps, source, request, known)
  if (!understanding.ok) return understanding
  const asked = askedOf(deps, question, understanding.operation)
  const aiming = await aim(deps, asked, known)
  if (!aiming) return await runRead(deps, asked, null)
  if (!aiming.ok) return aiming
  const { aimed } = aiming
  return isChange(aimed.operation) ? await changeTargets(deps, aimed) : await runRead(deps, aimed, aimed.subjects[0])
}

/** Assess and decide; then tell, ask a person, or run. */
async function changeTargets(deps: GatewayDeps, aimed: Aimed): Promise<Answered> {
  const foreseen = await plan(deps, aimed, engineOf(deps, aimed.subjects[0].engine), { approved: false })
  if (!foreseen.ok) return foreseen
  if (aimed.dryRun) return preview(deps, toldBy(intendedOf(foreseen.decided), null))
  return foreseen.decided.decision.verdict === 'approve'
    ? await requestApproval(deps, foreseen.decided)
    : await changeAlone(deps, foreseen.decided)
}

export function askedOf(deps: GatewayDeps, question: Question, operation: Operation): Asked {
  const { source, id, hash, request } = question
  const { target_resource, action_request } = request
  return {
    source,
    id,
    hash,
    operation,
    name: target_resource.name,
    engine: target_resource.engine ?? null,
    expected: action_request.expected_operations ?? null,
    intent: deps.redact.about(target_resource.name).text(action_request.intent),
    context: recordedContext(deps, request),
    priority: action_request.priority ?? 'NORMAL',
    dryRun: action_request.dry_run ?? false,
  }
}

/** Logs, counts and journals what became of a request; gives it back. Every refusal is on record, also of a repeat. */
function recorded(deps: GatewayDeps, { source, request }: Question, answered: Answered): Answered {
  const { name } = request.target_resource
  const redact = deps.redact.about(name)
  if (!answered.ok) deps.journal.note(refusalEntry({ redact }, source, answered, request.action_request.intent))
  audit(deps, { source_id: source.id, name, context: recordedContext(deps, request) }, answered)
  return answered
}
