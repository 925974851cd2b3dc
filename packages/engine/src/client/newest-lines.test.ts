import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newestLines } from './newest-lines.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

test('lines of both streams, in the order of their ends', () => {
  const newest = newestLines(1000)
  newest.add({ stream: 'stdout', bytes: bytes('one\ntw') })
  newest.add({ stream: 'stderr', bytes: bytes('bad\n') })
  newest.add({ stream: 'stdout', bytes: bytes('o\nlast') })
  expect(newest.finish()).toEqual({
    lines: [
      { stream: 'stdout', text: 'one' },
      { stream: 'stderr', text: 'bad' },
      { stream: 'stdout', text: 'two' },
      { stream: 'stdout', text: 'last' },
    ],
    truncated: false,
  })
})

test('the newest lines are kept and the cut is said', () => {
  const newest = newestLines(12)
  newest.add({ stream: 'stdout', bytes: bytes('first\nsecond\nlast\n') })
  expect(newest.finish()).toEqual({
    lines: [
      { stream: 'stdout', text: 'second' },
      { stream: 'stdout', text: 'last' },
    ],
    truncated: true,
  })
})

test('invalid UTF-8 is replaced, and a letter cut between two pieces is whole', () => {
  const newest = newestLines(1000)
  newest.add({ stream: 'stdout', bytes: Uint8Array.of(0xff, 0x41, 0xc3) })
  newest.add({ stream: 'stdout', bytes: Uint8Array.of(0xa4, 0x0a) })
  expect(newest.finish().lines).toEqual([{ stream: 'stdout', text: '\ufffdAä' }])
})

test('a line longer than the cap is cut, and the cut is said', () => {
  const newest = newestLines(100)
  for (let piece = 0; piece < 50; piece += 1) newest.add({ stream: 'stdout', bytes: bytes('x'.repeat(64)) })
  newest.add({ stream: 'stdout', bytes: bytes('\nend\n') })
  const { lines, truncated } = newest.finish()
  expect(truncated).toBe(true)
  expect(lines.at(-1)).toEqual({ stream: 'stdout', text: 'end' })
})

test('never more than the cap is kept', () => {
  const anyPiece = fc.record({ stream: fc.constantFrom('stdout', 'stderr'), bytes: fc.uint8Array({ maxLength: 200 }) })
  fc.assert(
    fc.property(fc.array(anyPiece), fc.integer({ min: 8, max: 300 }), (pieces, most) => {
      const newest = newestLines(most)
      for (const piece of pieces) newest.add(piece)
      const kept = newest.finish().lines.reduce((sum, { text }) => sum + bytes(text).length + 1, 0)
      expect(kept).toBeLessThanOrEqual(most)
    }),
  )
})
