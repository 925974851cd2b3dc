import { type ExecuteRequest, instant, type JournalBody, type Refusal, type Source } from '@devops-ai/contract'
import type { GatewayDeps } from './deps.ts'
import { sha256Of } from './digest.ts'
import { cutToBytes } from './run/cut.ts'
import type { Answered } from './run/change.ts'
import type { AuditEntry } from '@devops-ai/gateway-telemetry'

const refusalExcerptCharacters = 200
/** What the journal keeps of a context at most. */
const recordedContextBytes = 4_096

/** A context as it is kept: redacted first, cut after, so that a cut never saves a secret from redaction. */
export const recordedContext = ({ redact }: GatewayDeps, context: string | undefined): string =>
  cutToBytes(redact.text(context ?? ''), recordedContextBytes).text

/** A refusal as the journal keeps it: its code, and of the words their hash and a redacted beginning. */
export const refusalEntry = (
  { redact }: GatewayDeps,
  { id }: Source,
  { code }: Refusal,
  words: string,
): JournalBody => ({
  type: 'refusal',
  source_id: id,
  code,
  intent_sha256: sha256Of(words),
  excerpt: redact.text(words).slice(0, refusalExcerptCharacters),
})

export function audited(
  deps: GatewayDeps,
  source: Source,
  { target_resource, action_request }: ExecuteRequest,
  answered: Answered,
): AuditEntry {
  const request = {
    timestamp: instant(deps.now()),
    source: source.id,
    target: target_resource.name,
    context: recordedContext(deps, action_request.context),
  }
  if (!answered.ok) return { ...request, operation: null, success: false, command_executed: null, execution_time: 0 }
  const { overall_status, execution_details, execution_time_ms } = answered.answer
  return {
    ...request,
    operation: execution_details.operation.kind,
    success: overall_status === 'success',
    command_executed: overall_status === 'preview' ? null : execution_details.command,
    execution_time: execution_time_ms,
  }
}
