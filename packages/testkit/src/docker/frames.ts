export interface StreamText {
  readonly stdout: string
  readonly stderr: string
}

/** Splits the engine's multiplexed stream: frames of one byte stream number, three zeros, a 32-bit length, the text. */
export function textOfFrames(bytes: Buffer): StreamText {
  const parts: Record<1 | 2, Buffer[]> = { 1: [], 2: [] }
  for (let at = 0; at + 8 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at + 4)
    parts[bytes.readUInt8(at) === 2 ? 2 : 1].push(bytes.subarray(at + 8, end))
    at = end
  }
  return { stdout: Buffer.concat(parts[1]).toString('utf8'), stderr: Buffer.concat(parts[2]).toString('utf8') }
}
