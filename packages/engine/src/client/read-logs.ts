import type { LogLine } from '@devops-ai/operations'
import { demultiplexer, rawOutput } from './frames.ts'
import { newestLines } from './newest-lines.ts'
import type { Stream } from './transport.ts'

export interface LogText {
  readonly lines: readonly LogLine[]
  readonly truncated: boolean
}

// The engine counts a 16 KiB piece as a line, so `tail` bounds nothing; this much is read at most for what is kept.
const readPerKept = 32

/**
 * Reads a log stream to its end, to the deadline of `signal` or to a bound of bytes, whichever comes first,
 * and keeps the newest `maxBytes`. What came before the deadline is an answer, said to be cut off.
 */
export async function readLogs(
  body: Stream['body'],
  { tty, maxBytes, signal }: { readonly tty: boolean; readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<LogText> {
  const pieces = tty ? rawOutput() : demultiplexer()
  const newest = newestLines(maxBytes)
  let read = 0
  let cutOff = false
  try {
    for await (const chunk of body) {
      for (const piece of pieces(chunk)) newest.add(piece)
      read += chunk.length
      cutOff = read > maxBytes * readPerKept
      if (cutOff) break
    }
  } catch (error) {
    if (!signal.aborted || read === 0) throw error
    cutOff = true
  } finally {
    body.destroy()
  }
  const { lines, truncated } = newest.finish()
  return { lines, truncated: truncated || cutOff }
}
