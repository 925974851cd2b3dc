import type { ExecuteAnswer, Instant, Reply } from '@devops-ai/contract'
import { expectAnswer } from './answers.ts'

/** What one operation came to, for people and for the audit. A failure is a result, not an exception. */
export interface OperationResult {
  readonly success: boolean
  readonly error?: string
  readonly command: string
  readonly output: string
  readonly timestamp: Instant
}

/**
 * The result of a reply; `now` dates what the gateway does not date. A 400 is a result: `Invalid request: <detail>`.
 * Throws `GatewayUnavailableError` and `UnexpectedResponseError` for what is no result.
 */
export function operationResult(reply: Reply<ExecuteAnswer>, now: Instant): OperationResult {
  if (reply.kind === 'problem' && reply.status === 400)
    return { success: false, error: `Invalid request: ${reply.body.detail}`, command: '', output: '', timestamp: now }
  const { overall_status, execution_details: details, timestamp_processed_utc: timestamp } = expectAnswer(reply)
  const { stdout, stderr } = details.execution_result
  const result = { command: details.command, output: stdout, timestamp }
  return overall_status === 'success'
    ? { success: true, ...result }
    : { success: false, error: stderr || overall_status, ...result }
}
