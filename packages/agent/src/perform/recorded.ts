import { instant, type ExecuteAnswer, type Instant, type Reply } from '@devops-ai/contract'
import { auditEntry, auditLine, metricLine, type AuditEntry } from '../gateway/audit.ts'
import { operationResult, type OperationResult } from '../gateway/result.ts'
import type { Metrics } from '../metrics.ts'
import { sentenceOf, type Log } from '../ports.ts'

/** What is asked for, as the audit keeps it. */
export type Asked = Pick<AuditEntry, 'source' | 'operation' | 'target' | 'context'>

export interface RecordDeps {
  readonly log: Log
  readonly metrics: Metrics
  readonly now: () => Date
}

/** Asks the gateway and leaves the audit entry, the log lines and the figures that every operation leaves. */
export async function recorded(
  { log, metrics, now }: RecordDeps,
  asked: Asked,
  ask: () => Promise<Reply<ExecuteAnswer>>,
): Promise<Reply<ExecuteAnswer>> {
  const began = now().getTime()
  const reply = await ask()
  const seconds = (now().getTime() - began) / 1_000
  const executionMs = reply.kind === 'answer' ? reply.body.execution_time_ms : null
  const result = resultOf(reply, instant(now()))
  metrics.operation({ operation: asked.operation, success: result.success, seconds, executionMs })
  log.info(auditLine(auditEntry(asked, result, executionMs ?? seconds * 1_000)))
  log.info(metricLine('gateway_operation_duration_seconds', seconds))
  log.info(metricLine('gateway_success_rate', metrics.successRate()))
  if (executionMs !== null) log.info(metricLine('gateway_command_execution_time_ms', executionMs))
  return reply
}

/** For the audit an operation without an answer did not succeed; what it is for the incident is sorted elsewhere. */
function resultOf(reply: Reply<ExecuteAnswer>, at: Instant): OperationResult {
  try {
    return operationResult(reply, at)
  } catch (error) {
    return { success: false, error: sentenceOf(error), command: '', output: '', timestamp: at }
  }
}
