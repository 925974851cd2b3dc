/** Bytes in the pieces in which they came; they are never copied together. */
export interface Bytes {
  readonly length: number
  readonly pieces: readonly Uint8Array[]
}

/** A part of them: from the first byte to the one after the last. */
export interface Range {
  readonly from: number
  readonly to: number
}

export const bytesOf = (pieces: readonly Uint8Array[]): Bytes => ({
  length: pieces.reduce((sum, { length }) => sum + length, 0),
  pieces,
})

/**
 * Reads parts as text. Asked in the order of the bytes, each piece is passed once. What is no UTF-8 becomes U+FFFD: a
 * byte that a sender's tool broke in one text shall not cost the alerts beside it.
 */
export function textsOf({ pieces }: Bytes): (range: Range) => string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let place = 0
  let offset = 0
  return ({ from, to }) => {
    if (from < offset) [place, offset] = [0, 0]
    let piece = pieces[place]
    while (piece && offset + piece.length <= from) {
      offset += piece.length
      place += 1
      piece = pieces[place]
    }
    if (!piece || from >= to) return ''
    if (to <= offset + piece.length) return decoder.decode(piece.subarray(from - offset, to - offset))
    const whole = new Uint8Array(to - from)
    let start = offset
    for (let at = place; at < pieces.length && start < to; at += 1) {
      const next = pieces[at] ?? new Uint8Array()
      const part = next.subarray(Math.max(0, from - start), Math.min(next.length, to - start))
      whole.set(part, Math.max(0, start - from))
      start += next.length
    }
    return decoder.decode(whole)
  }
}
