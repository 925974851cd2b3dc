import { appendFileSync, copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { intentOf, journalFolder, open } from './testing/entries.ts'

const first = 'journal-000000000000.ndjson'

test.for([
  ['removed', (path: string) => rmSync(path), /was removed/],
  ['moved away', (path: string) => renameSync(path, `${path}.old`), /was removed/],
  [
    'replaced by a copy',
    (path: string) => {
      copyFileSync(path, `${path}.copy`)
      renameSync(`${path}.copy`, path)
    },
    /was replaced/,
  ],
  ['written to by somebody else', (path: string) => appendFileSync(path, 'x\n'), /somebody else wrote/],
] as const)('when its file is %s the journal takes no entry any more', async ([, harm, reason]) => {
  using folder = journalFolder()
  const said: string[] = []
  await using journal = await open(folder.dir, { said })
  harm(join(folder.dir, first))
  await expect(journal.append(intentOf(1))).rejects.toThrow(reason)
  await expect(journal.append(intentOf(2))).rejects.toThrow(reason)
  expect(journal.writable()).toBe(false)
  expect(said.join()).toMatch(reason)
})

test('a removed file is noticed without writing', async () => {
  using folder = journalFolder()
  await using journal = await open(folder.dir)
  expect(journal.writable()).toBe(true)
  rmSync(join(folder.dir, first))
  expect(journal.writable()).toBe(false)
})

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
