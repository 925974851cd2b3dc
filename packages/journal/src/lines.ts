import type { OpenFile } from './disk.ts'

/** A line without its line feed, and where it begins. `ended` is false for a last piece without a line feed. */
export interface Line {
  readonly text: string
  readonly offset: number
  readonly bytes: number
  readonly ended: boolean
}

const lineFeed = 0x0a

/** The lines of a file between two bytes, `end` not included, one at a time; in memory is one piece, or the longest line. */
export async function* linesOf(
  file: Pick<OpenFile, 'read'>,
  start: number,
  end: number,
  pieceBytes = 256 * 1024,
): AsyncGenerator<Line> {
  let piece = Buffer.allocUnsafe(pieceBytes)
  // Bytes at the beginning of the piece that belong to a line whose end has not been read.
  let held = 0
  let offset = start
  while (offset + held < end) {
    if (held === piece.length) piece = Buffer.concat([piece], held * 2)
    const { bytesRead } = await file.read(
      piece,
      held,
      Math.min(piece.length - held, end - offset - held),
      offset + held,
    )
    if (bytesRead === 0) break
    const filled = held + bytesRead
    const read = piece.subarray(0, filled)
    let from = 0
    for (let to = read.indexOf(lineFeed, held); to >= 0; to = read.indexOf(lineFeed, from)) {
      yield { text: piece.toString('utf8', from, to), offset, bytes: to + 1 - from, ended: true }
      offset += to + 1 - from
      from = to + 1
    }
    piece.copyWithin(0, from, filled)
    held = filled - from
  }
  if (held > 0) yield { text: piece.toString('utf8', 0, held), offset, bytes: held, ended: false }
}
