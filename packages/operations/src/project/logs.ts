import type { LogFacts } from '@devops-ai/contract'
import { looksLikeError } from './error-line.ts'
import { printable, type Projection } from './projection.ts'

type Line = LogFacts['lines'][number]

/** `truncated` says that the engine's answer was cut before it came here. */
export interface LogOptions {
  readonly errorsOnly: boolean
  readonly tail: number
  readonly truncated: boolean
}

/** What stands below an error belongs to it: the frames of a stack trace, a nested cause. */
const continues = /^(?:\s+\S|Caused by:|During handling of|Traceback |goroutine \d+ )/

/** The lines that were asked for; of errors, those that look like one with what stands below them. */
export function logFacts(lines: readonly Line[], { errorsOnly, tail, truncated }: LogOptions): Projection<LogFacts> {
  const clean = lines.map(({ stream, text }) => ({ stream, text: printable(text) }))
  const kept = (errorsOnly ? errorsAmong(clean) : clean).slice(-tail)
  const text = kept.map((line) => line.text).join('\n')
  return { data: { lines: kept, truncated }, text: text === '' && errorsOnly ? 'no lines that look like errors' : text }
}

function errorsAmong(lines: readonly Line[]): Line[] {
  const inside: Record<Line['stream'], boolean> = { stdout: false, stderr: false }
  return lines.filter(({ stream, text }) => {
    inside[stream] = looksLikeError(text) || (inside[stream] && continues.test(text))
    return inside[stream]
  })
}
