import type { EngineCall, LogLine } from '@devops-ai/operations'
import { demultiplexer, rawOutput } from './frames.ts'
import { newestLines } from './newest-lines.ts'
import type { Session } from './session.ts'

interface LogRequest {
  readonly call: EngineCall
  readonly maxBytes: number
  readonly deadlineMs: number
  /** Output of a terminal is not multiplexed. */
  tty(): Promise<boolean>
}

// The engine counts a 16 KiB piece as a line, so `tail` bounds nothing; this much is read at most for what is kept.
const readPerKept = 32

/**
 * The output of a container or service, read to its end, to the deadline or to a bound of bytes, whichever comes first,
 * the newest `maxBytes` of it being kept; null when there is no such thing. What came before the deadline is an answer,
 * said to be cut off.
 */
export async function readLog(
  calls: Session,
  { call: { path, query }, maxBytes, deadlineMs, tty }: LogRequest,
): Promise<{ readonly lines: readonly LogLine[]; readonly truncated: boolean } | null> {
  const pieces = (await tty()) ? rawOutput() : demultiplexer()
  const newest = newestLines(maxBytes)
  let read = 0
  const poured = await calls.pour(path, query, {
    deadlineMs,
    take(chunk) {
      for (const piece of pieces(chunk)) newest.add(piece)
      read += chunk.length
      return read <= maxBytes * readPerKept
    },
  })
  if (!poured) return null
  const { lines, truncated } = newest.finish()
  return { lines, truncated: truncated || poured.isCut }
}
