import { type ExecuteRequest, instant, type JournalBody, type Refusal, type Source } from '@devops-ai/contract'
import type { Asked } from './case.ts'
import type { GatewayDeps } from './deps.ts'
import { sha256Of } from './digest.ts'
import { cutToBytes } from './run/cut.ts'
import type { Redaction } from '@devops-ai/redaction'
import type { Answered } from './run/change.ts'

const refusalExcerptCharacters = 200
/** What the journal keeps of a context at most. */
const recordedContextBytes = 4_096

/** A context as it is kept: redacted first, cut after, so that a cut never saves a secret from redaction. */
export const recordedContext = ({ redact }: GatewayDeps, { target_resource, action_request }: ExecuteRequest): string =>
  cutToBytes(redact.about(target_resource.name).text(action_request.context ?? ''), recordedContextBytes).text

/** A refusal as the journal keeps it: its code, and of the words their hash and a redacted beginning. */
export const refusalEntry = (
  { redact }: { readonly redact: Pick<Redaction, 'text'> },
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

/** Logs and counts what became of a request or of what a person approved; `context` is redacted. */
export function audit(
  { telemetry, now }: Pick<GatewayDeps, 'telemetry' | 'now'>,
  { source_id, name, context }: { readonly source_id: string } & Pick<Asked, 'name' | 'context'>,
  answered: Answered,
): void {
  const asked = { timestamp: instant(now()), source: source_id, target: name, context }
  if (!answered.ok)
    return telemetry.audited({
      ...asked,
      ...{ operation: null, success: false, command_executed: null, execution_time: 0 },
    })
  const { overall_status, execution_details, execution_time_ms } = answered.answer
  const { operation, command, execution_result } = execution_details
  telemetry.executed(operation.kind, overall_status)
  telemetry.audited({
    ...asked,
    operation: operation.kind,
    success: overall_status === 'success',
    command_executed: execution_result.status === 'NOT_RUN' ? null : command,
    execution_time: execution_time_ms,
  })
}
