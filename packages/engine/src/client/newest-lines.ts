import type { LogLine } from '@devops-ai/operations'
import type { Piece } from './frames.ts'
import { plainText } from './plain-text.ts'

/** Collects lines of output and keeps the newest within a cap of bytes. */
export interface NewestLines {
  add(piece: Piece): void
  /** Ends open lines. `truncated` says that something older was dropped or a line was cut. */
  finish(): { readonly lines: readonly LogLine[]; readonly truncated: boolean }
}

const sizeOf = (text: string): number => Buffer.byteLength(text) + 1

// Dropped lines are let go in bulk: shifting an array line by line is quadratic.
const letGoAfter = 10_000

/**
 * The newest lines matter most, so the oldest are dropped first. Invalid UTF-8 is replaced, control characters
 * are stripped, and a line longer than the cap is cut: memory is bounded whatever a container writes.
 */
export function newestLines(maxBytes: number): NewestLines {
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() }
  const open = { stdout: '', stderr: '' }
  let lines: LogLine[] = []
  let dropped = 0
  let bytes = 0
  let truncated = false

  function keep(stream: LogLine['stream'], line: string): void {
    const text = plainText(line.toWellFormed())
    lines.push({ stream, text })
    bytes += sizeOf(text)
    for (let oldest = lines[dropped]; oldest && bytes > maxBytes; oldest = lines[dropped]) {
      bytes -= sizeOf(oldest.text)
      dropped += 1
      truncated = true
    }
    if (dropped > letGoAfter) {
      lines = lines.slice(dropped)
      dropped = 0
    }
  }

  function take(stream: LogLine['stream'], text: string): void {
    const ended = (open[stream] + text).split('\n')
    const rest = ended.pop() ?? ''
    for (const line of ended) keep(stream, cut(line))
    open[stream] = cut(rest)
  }

  function cut(line: string): string {
    if (line.length < maxBytes) return line
    truncated = true
    return line.slice(0, Math.floor(maxBytes / 4))
  }

  return {
    add: ({ stream, bytes: part }) => take(stream, decoders[stream].decode(part, { stream: true })),
    finish() {
      for (const stream of ['stdout', 'stderr'] as const) {
        take(stream, decoders[stream].decode())
        if (open[stream] !== '') keep(stream, open[stream])
        open[stream] = ''
      }
      return { lines: lines.slice(dropped), truncated }
    },
  }
}
