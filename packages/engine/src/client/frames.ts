/** A piece of a container's output. */
export interface Piece {
  readonly stream: 'stdout' | 'stderr'
  readonly bytes: Uint8Array
}

const headerLength = 8
// The header's first byte: 2 is standard error, whatever else is standard output.
const standardError = 2

/**
 * Splits the engine's multiplexed output: frames of an 8-byte header (stream, three zeros, length as a 32-bit
 * big-endian number) and a payload. Payloads are handed on as they come, so a frame's length costs no memory.
 */
export function demultiplexer(): (chunk: Uint8Array) => readonly Piece[] {
  const header = new Uint8Array(headerLength)
  let headerFilled = 0
  let left = 0
  return (chunk) => {
    const pieces: Piece[] = []
    let at = 0
    while (at < chunk.length) {
      if (left === 0) {
        const taken = chunk.subarray(at, at + headerLength - headerFilled)
        header.set(taken, headerFilled)
        headerFilled += taken.length
        at += taken.length
        if (headerFilled < headerLength) break
        headerFilled = 0
        left = new DataView(header.buffer).getUint32(4)
        continue
      }
      const bytes = chunk.subarray(at, at + left)
      pieces.push({ stream: header[0] === standardError ? 'stderr' : 'stdout', bytes })
      at += bytes.length
      left -= bytes.length
    }
    return pieces
  }
}

/** The output of a container with a terminal: not multiplexed, all of it is standard output. */
export const rawOutput =
  () =>
  (chunk: Uint8Array): readonly Piece[] => [{ stream: 'stdout', bytes: chunk }]
