import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutToBytes } from './cut.ts'

test('a text is cut between characters, to at most so many bytes, and it says so', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, most) => {
      const { text: shown, cut } = cutToBytes(text, most)
      expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(most)
      expect(text.startsWith(shown)).toBe(true)
      expect(cut).toBe(shown !== text)
      expect(shown).not.toContain('\ufffd')
    }),
  )
})
