import type { OpenFile } from './disk.ts'

/** A line without its line feed, and where it begins. `ended` is false for a last piece without a line feed. */
export interface Line {
  /** Only until the next group is asked for. */
  readonly bytes: Buffer
  readonly offset: number
  /** Bytes in the file, with the line feed. */
  readonly size: number
  readonly ended: boolean
}

const lineFeed = 0x0a

/**
 * The lines of a file between two bytes, `end` not included, as many at once as a piece of the file holds: a long journal
 * is read at each start, where to wait for each line, or for many small pieces on a busy machine, takes longer than to hash
 * them. In memory is one piece, or the longest line.
 */
export async function* linesOf(
  file: Pick<OpenFile, 'read'>,
  start: number,
  end: number,
  pieceBytes = 2 * 1024 * 1024,
): AsyncGenerator<readonly Line[]> {
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
    const lines: Line[] = []
    let from = 0
    for (let to = read.indexOf(lineFeed, held); to >= 0; to = read.indexOf(lineFeed, from)) {
      lines.push({ bytes: piece.subarray(from, to), offset: offset + from, size: to + 1 - from, ended: true })
      from = to + 1
    }
    if (lines.length > 0) yield lines
    offset += from
    piece.copyWithin(0, from, filled)
    held = filled - from
  }
  if (held > 0) yield [{ bytes: piece.subarray(0, held), offset, size: held, ended: false }]
}
