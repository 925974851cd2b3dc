import type { OpenFile } from './disk.ts'

/** A line without its line feed, and where it begins. `ended` is false for a last piece without a line feed. */
export interface Line {
  readonly text: string
  readonly offset: number
  readonly bytes: number
  readonly ended: boolean
}

const lineFeed = 0x0a

/** The lines of a file between two bytes, `end` not included, one at a time. */
export async function* linesOf(
  file: Pick<OpenFile, 'read'>,
  start: number,
  end: number,
  pieceBytes = 256 * 1024,
): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0)
  let offset = start
  for (let read = start; read < end;) {
    const piece = Buffer.allocUnsafe(Math.min(pieceBytes, end - read))
    const { bytesRead } = await file.read(piece, 0, piece.length, read)
    if (bytesRead === 0) break
    read += bytesRead
    const bytes = Buffer.concat([rest, piece.subarray(0, bytesRead)])
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
