import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textOfFrames } from './frames.ts'

const frame = (stream: number, text: string): Buffer => {
  const body = Buffer.from(text)
  const head = Buffer.alloc(8)
  head.writeUInt8(stream, 0)
  head.writeUInt32BE(body.length, 4)
  return Buffer.concat([head, body])
}

test('frames come apart by stream, in order, whatever they hold', () => {
  const anyFrame = fc.tuple(fc.constantFrom(1, 2), fc.string())
  fc.assert(
    fc.property(fc.array(anyFrame), (frames) => {
      const of = (stream: number): string =>
        frames
          .filter(([s]) => s === stream)
          .map(([, text]) => text)
          .join('')
      const bytes = Buffer.concat(frames.map(([stream, text]) => frame(stream, text)))
      expect(textOfFrames(bytes)).toEqual({ stdout: of(1), stderr: of(2) })
    }),
  )
})
