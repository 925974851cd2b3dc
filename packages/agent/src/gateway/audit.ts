import type { Instant } from '@devops-ai/contract'
import type { OperationResult } from './result.ts'

/** One operation as it is kept for whoever asks later what was done. `execution_time` is in milliseconds. */
export interface AuditEntry {
  readonly timestamp: Instant
  readonly source: string
  readonly operation: string
  readonly target: string
  readonly context: string
  readonly success: boolean
  readonly command_executed: string
  readonly execution_time: number
}

export const auditEntry = (
  asked: Pick<AuditEntry, 'source' | 'operation' | 'target' | 'context'>,
  result: OperationResult,
  execution_time: number,
): AuditEntry => ({
  timestamp: result.timestamp,
  source: asked.source,
  operation: asked.operation,
  target: asked.target,
  context: asked.context,
  success: result.success,
  command_executed: result.command,
  execution_time,
})

export const auditLine = (entry: AuditEntry): string => `Gateway Operation: ${JSON.stringify(entry)}`

export const metricLine = (name: string, value: number): string => `METRIC: ${name}=${value}`
