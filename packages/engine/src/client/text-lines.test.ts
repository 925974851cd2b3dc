import { expect, test } from 'vitest'
import { textLines } from './text-lines.ts'

async function* chunks(...texts: readonly string[]): AsyncIterable<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(new TextEncoder().encode(text))
}

async function all(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const read: string[] = []
  for await (const line of lines) read.push(line)
  return read
}

test('lines, however they are cut', async () => {
  expect(await all(textLines(chunks('a', 'b\nc\n\n', 'd')))).toEqual(['ab', 'c', 'd'])
})

test('a line without end is left out, the next is read', async () => {
  const endless = Array.from({ length: 6 }, () => 'x'.repeat(1024 * 1024))
  expect(await all(textLines(chunks(...endless, 'x\nnext\n')))).toEqual(['next'])
})
