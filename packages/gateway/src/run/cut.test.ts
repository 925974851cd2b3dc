import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutToBytes } from './cut.ts'

test('a text is cut between characters, to as many bytes as there is room for, and it says so', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, most) => {
      const { text: shown, cut } = cutToBytes(text, most)
      expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(most)
      expect(text.startsWith(shown)).toBe(true)
      expect(cut).toBe(shown !== text)
      // Half a character would be a lone surrogate.
      expect(shown.isWellFormed()).toBe(true)
      const [next = ''] = text.slice(shown.length)
      if (cut) expect(Buffer.byteLength(shown + next)).toBeGreaterThan(most)
    }),
    {
      examples: [
        ['\ufffd', 3],
        ['a😀', 4],
      ],
    },
  )
})
