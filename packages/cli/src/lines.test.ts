import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from './lines.ts'

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.slice(from, from + size)
}

async function all(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const read: string[] = []
  for await (const line of lines) read.push(line)
  return read
}

test('lines come out as they went in, wherever the pieces end', async () => {
  const anyLine = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ''))
  await fc.assert(
    fc.asyncProperty(fc.array(anyLine), fc.integer({ min: 1, max: 9 }), async (lines, size) => {
      const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''))
      expect(await all(linesOf(pieces(bytes, size)))).toEqual(lines)
    }),
  )
})

test('a last line without a line feed is a line', async () => {
  expect(await all(linesOf(pieces(new TextEncoder().encode('a\nb'), 2)))).toEqual(['a', 'b'])
})
