import fc from 'fast-check'
import { expect, test } from 'vitest'
import { demultiplexer, type Piece, rawOutput } from './frames.ts'

function frame({ stream, bytes }: Piece): Uint8Array {
  const framed = new Uint8Array(8 + bytes.length)
  framed[0] = stream === 'stderr' ? 2 : 1
  new DataView(framed.buffer).setUint32(4, bytes.length)
  framed.set(bytes, 8)
  return framed
}

const anyPiece = fc.record({
  stream: fc.constantFrom('stdout', 'stderr'),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
})

const textOf = (pieces: readonly Piece[]): string =>
  pieces.map(({ stream, bytes }) => [...bytes].map((byte) => `${stream} ${byte}`).join('\n')).join('\n')

test('however the network cuts it, the same bytes come out of the same streams', () => {
  fc.assert(
    fc.property(fc.array(anyPiece), fc.integer({ min: 1, max: 60 }), (pieces, size) => {
      const wire = Buffer.concat(pieces.map(frame))
      const decode = demultiplexer()
      const decoded: Piece[] = []
      for (let at = 0; at < wire.length; at += size) decoded.push(...decode(wire.subarray(at, at + size)))
      expect(textOf(decoded)).toBe(textOf(pieces))
    }),
  )
})

test('a frame that claims four gigabytes costs no memory', () => {
  const decode = demultiplexer()
  expect(decode(Uint8Array.of(1, 0, 0, 0, 255, 255, 255, 255, 65))).toEqual([
    { stream: 'stdout', bytes: Uint8Array.of(65) },
  ])
})

test('an empty frame is nothing', () => {
  const decode = demultiplexer()
  expect(decode(Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 66))).toEqual([
    { stream: 'stdout', bytes: Uint8Array.of(66) },
  ])
})

test('a terminal is not multiplexed', () => {
  expect(rawOutput()(Uint8Array.of(2, 0, 0))).toEqual([{ stream: 'stdout', bytes: Uint8Array.of(2, 0, 0) }])
})
