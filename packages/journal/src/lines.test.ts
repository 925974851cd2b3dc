import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from './lines.ts'

/** A file that gives at most so many bytes at a time. */
const fileOf = (bytes: Buffer, most: number) => ({
  read: async (buffer: Buffer, offset: number, length: number, position: number) => ({
    bytesRead: bytes.copy(buffer, offset, position, position + Math.min(length, most)),
  }),
})

test('whatever the pieces, the lines are those of the text, each at its place', async () => {
  const law = fc.asyncProperty(
    fc.array(fc.constantFrom('a', 'ä€', '\n', '\0', 'long line '), { maxLength: 60 }),
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 20 }),
    async (words, most, pieceBytes) => {
      const bytes = Buffer.from(words.join(''))
      const lines: { text: string; offset: number; size: number; ended: boolean }[] = []
      for await (const group of linesOf(fileOf(bytes, most), 0, bytes.length, pieceBytes))
        lines.push(...group.map(({ bytes: line, ...where }) => ({ text: line.toString(), ...where })))
      expect(lines.map(({ text, ended }) => (ended ? `${text}\n` : text)).join('')).toBe(bytes.toString())
      for (const { text, offset, size, ended } of lines)
        expect(bytes.toString('utf8', offset, offset + size)).toBe(ended ? `${text}\n` : text)
    },
  )
  await fc.assert(law, { numRuns: 300 })
})
