import type { EngineCall } from '@devops-ai/operations'
import { EngineRefused } from '../ports.ts'
import type { Session } from './session.ts'
import { textLines } from './text-lines.ts'

interface WindowRequest {
  readonly call: EngineCall
  readonly maxBytes: number
  readonly deadlineMs: number
}

/** The events of a window that ends: one JSON object a line, read to the end, to the bound or to the deadline. */
export async function readWindow(
  calls: Session,
  { call: { path, query }, maxBytes, deadlineMs }: WindowRequest,
): Promise<{ readonly events: readonly unknown[]; readonly truncated: boolean }> {
  const signal = AbortSignal.timeout(deadlineMs)
  const events: unknown[] = []
  let bytes = 0
  try {
    const body = await calls.open(path, query, signal)
    if (!body) throw new EngineRefused(404, `the engine knows nothing at ${path}`)
    for await (const line of textLines(body)) {
      bytes += line.length
      if (bytes > maxBytes) return { events, truncated: true }
      events.push(JSON.parse(line))
    }
    return { events, truncated: false }
  } catch (error) {
    if (signal.aborted && events.length > 0) return { events, truncated: true }
    throw calls.broken(path, error)
  }
}
