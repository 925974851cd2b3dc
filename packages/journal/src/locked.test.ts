import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { journalFolder, open } from './testing/entries.ts'

test('a second opener is refused as long as the first is open', async () => {
  using folder = journalFolder()
  {
    await using _journal = await open(folder.dir)
    await expect(open(folder.dir)).rejects.toThrow(/in use by another gateway/)
  }
  await using journal = await open(folder.dir)
  expect(journal.writable()).toBe(true)
})

test('of many openers at once exactly one succeeds', async () => {
  using folder = journalFolder()
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => open(folder.dir)))
  const opened = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  expect(opened).toHaveLength(1)
  for (const journal of opened) await journal[Symbol.asyncDispose]()
})

test('a long path is no hindrance', async () => {
  using folder = journalFolder()
  const dir = join(folder.dir, 'd'.repeat(120))
  mkdirSync(dir)
  await using journal = await open(dir)
  await expect(open(dir)).rejects.toThrow(/in use/)
  expect(journal.writable()).toBe(true)
})
