import type { EngineCall, LogLine } from '@devops-ai/operations'
import { readLogs } from './read-logs.ts'
import type { Session } from './session.ts'

interface LogRequest {
  readonly call: EngineCall
  readonly maxBytes: number
  readonly deadlineMs: number
  /** Output of a terminal is not multiplexed. */
  tty(): Promise<boolean>
}

/** The output of a container or service, the newest within the bounds; null when there is no such thing. */
export async function readLog(
  calls: Session,
  { call: { path, query }, maxBytes, deadlineMs, tty }: LogRequest,
): Promise<{ readonly lines: readonly LogLine[]; readonly truncated: boolean } | null> {
  const hasTerminal = await tty()
  const signal = AbortSignal.timeout(deadlineMs)
  const body = await calls.open(path, query, signal)
  if (!body) return null
  try {
    return await readLogs(body, { tty: hasTerminal, maxBytes, signal })
  } catch (error) {
    throw calls.broken(path, error)
  }
}
