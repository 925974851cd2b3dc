import { createReadStream } from 'node:fs'

/** A line without its line feed, and where it begins. `ended` is false for a last piece without a line feed. */
export interface Line {
  readonly text: string
  readonly offset: number
  readonly bytes: number
  readonly ended: boolean
}

const lineFeed = 0x0a

/** The lines of a file between two bytes, `end` not included, one at a time. */
export async function* linesOf(path: string, start: number, end: number): AsyncGenerator<Line> {
  if (start >= end) return
  let rest: Buffer = Buffer.alloc(0)
  let offset = start
  const pieces: AsyncIterable<Buffer> = createReadStream(path, { start, end: end - 1, highWaterMark: 256 * 1024 })
  for await (const piece of pieces) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    let from = 0
    for (let to = bytes.indexOf(lineFeed); to >= 0; to = bytes.indexOf(lineFeed, from)) {
      yield { text: bytes.toString('utf8', from, to), offset, bytes: to + 1 - from, ended: true }
      offset += to + 1 - from
      from = to + 1
    }
    rest = bytes.subarray(from)
  }
  if (rest.length > 0) yield { text: rest.toString('utf8'), offset, bytes: rest.length, ended: false }
}
