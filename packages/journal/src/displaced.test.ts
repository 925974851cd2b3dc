import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { verifyJournal } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import {
  intentOf,
  journalFolder,
  linesIn,
  mended,
  open,
  outcomeOf,
  requestId,
  segmentNames,
  typesIn,
} from './testing/entries.ts'

const first = 'journal-000000000000.ndjson'
/** All segments are gone, not only the last. */
const whole = /was removed/
const keptIn = (dir: string): readonly string[] => readdirSync(dir).filter((name) => name.includes('.found-'))

test.for([
  ['its file was removed', (dir: string) => rmSync(join(dir, first)), /was removed/],
  ['its file was moved away', (dir: string) => renameSync(join(dir, first), join(dir, 'old')), /was removed/],
  [
    'its file was replaced by another',
    (dir: string) => {
      writeFileSync(join(dir, 'other'), 'not ours\n')
      renameSync(join(dir, 'other'), join(dir, first))
    },
    /was replaced/,
  ],
  [
    'a folder has the name of its file',
    (dir: string) => {
      rmSync(join(dir, first))
      mkdirSync(join(dir, first))
    },
    /was replaced/,
  ],
  [
    'its folder was emptied',
    (dir: string) => {
      rmSync(dir, { recursive: true })
      mkdirSync(dir)
    },
    whole,
  ],
  ['its folder was removed', (dir: string) => rmSync(dir, { recursive: true }), whole],
  ['its folder was renamed', (dir: string) => renameSync(dir, `${dir}.old`), whole],
] as const)('when %s, an append is refused, and the record is put back', async ([, harm, reason]) => {
  using folder = journalFolder()
  const dir = join(folder.dir, 'journal')
  const said: string[] = []
  await using journal = await open(dir, { said, segmentBytes: reason === whole ? 3_000 : 100_000 })
  for (const body of [intentOf(1), outcomeOf(1), intentOf(2)]) await journal.append(body)
  harm(dir)
  await expect(journal.append(intentOf(3))).rejects.toThrow(reason)
  expect([journal.writable(), journal.trouble()]).toEqual([false, expect.stringMatching(reason)])
  await mended(journal)
  await journal.append(intentOf(4))
  expect(typesIn(dir)).toEqual(['opened', 'intent', 'outcome', 'intent', 'recovered', 'intent'])
  expect(await verifyJournal(linesIn(dir))).toMatchObject({ ok: true })
  expect(linesIn(dir)[4]).toMatch(reason)
  expect(linesIn(dir)[4]).toContain('was restored')
  expect(said.join()).toMatch(reason)
  await expect(open(dir)).rejects.toThrow(/in use by another gateway/)
})

test.for([
  ['a removed file', (dir: string) => rmSync(join(dir, first))],
  ['a removed older file', (dir: string) => rmSync(join(dir, first))],
  ['a removed lock', (dir: string) => rmSync(join(dir, 'gateway.lock'))],
] as const)('%s is noticed by whoever asks for our health', async ([what, harm]) => {
  using folder = journalFolder()
  await using journal = await open(folder.dir, { segmentBytes: what === 'a removed older file' ? 1 : 1_000 })
  await journal.append(intentOf(1))
  await journal.append(intentOf(2))
  expect(journal.trouble()).toBeNull()
  harm(folder.dir)
  const troubles = Array.from({ length: 4 }, () => journal.trouble())
  expect(troubles.join()).toContain('was removed')
  await mended(journal)
  expect(existsSync(join(folder.dir, first))).toBe(true)
  await expect(open(folder.dir)).rejects.toThrow(/in use/)
})

test('what is found in the place of our file is kept as evidence, and what somebody added to it too', async () => {
  using folder = journalFolder()
  const path = join(folder.dir, first)
  await using journal = await open(folder.dir)
  await journal.append(intentOf(1))
  copyFileSync(path, `${path}.copy`)
  renameSync(`${path}.copy`, path)
  await expect(journal.append(intentOf(2))).rejects.toThrow(/was replaced/)
  await mended(journal)
  appendFileSync(path, 'hello\n')
  await expect(journal.append(intentOf(3))).rejects.toThrow(/somebody else wrote to it/)
  await mended(journal)
  expect(await verifyJournal(linesIn(folder.dir))).toMatchObject({ ok: true, entries: 4 })
  const kept = keptIn(folder.dir).map((name) => readFileSync(join(folder.dir, name), 'utf8'))
  expect(kept).toHaveLength(2)
  expect(kept.join()).toContain('hello\n')
})

test('a file in the place of the next segment is moved aside', async () => {
  using folder = journalFolder()
  await using journal = await open(folder.dir, { segmentBytes: 1 })
  writeFileSync(join(folder.dir, 'journal-000000000001.ndjson'), 'not ours\n')
  await expect(journal.append(intentOf(1))).rejects.toThrow(/EEXIST/)
  await mended(journal)
  expect(typesIn(folder.dir)).toEqual(['opened', 'recovered'])
  expect(keptIn(folder.dir)).toHaveLength(1)
  expect(segmentNames(folder.dir)).toHaveLength(2)
})

test.for([
  ['cut short', (path: string) => truncateSync(path, 100), /cannot be restored: .*has only 100 bytes, expected \d+/],
  [
    'changed and added to',
    (path: string) => writeFileSync(path, `${readFileSync(path, 'utf8').replace('restart', 'destroy')}\n`),
    /cannot be restored: .*it was changed/,
  ],
] as const)('a record that was %s stays unwritable, and says why, until it is put back', async ([, harm, reason]) => {
  using folder = journalFolder()
  const path = join(folder.dir, first)
  await using journal = await open(folder.dir)
  await journal.append(intentOf(1))
  const record = readFileSync(path)
  harm(path)
  await expect(journal.append(intentOf(2))).rejects.toThrow(/somebody else wrote/)
  await expect.poll(() => journal.trouble()).toMatch(/cannot be restored/)
  await expect(journal.append(intentOf(2))).rejects.toThrow(reason)
  writeFileSync(path, record)
  await mended(journal)
  await journal.append(intentOf(2))
  expect(await verifyJournal(linesIn(folder.dir))).toMatchObject({ ok: true, entries: 4 })
})

test('when another gateway has taken the folder meanwhile, this one stays unwritable until that one ends', async () => {
  using folder = journalFolder()
  await using journal = await open(folder.dir)
  await journal.append(intentOf(1))
  for (const name of readdirSync(folder.dir)) rmSync(join(folder.dir, name))
  {
    await using other = await open(folder.dir)
    await other.append(intentOf(7))
    await expect(journal.append(intentOf(2))).rejects.toThrow(/was replaced/)
    await expect.poll(() => journal.trouble()).toMatch(/in use by another gateway/)
    await other.append(intentOf(8))
  }
  await mended(journal)
  expect(journal.operation(requestId(1))).not.toBeNull()
  expect(typesIn(folder.dir)).toEqual(['opened', 'intent', 'recovered'])
  const [kept = ''] = keptIn(folder.dir)
  expect(readFileSync(join(folder.dir, kept), 'utf8')).toContain('request-000008')
})

test('closing ends the attempts to mend', async () => {
  using folder = journalFolder()
  const dir = join(folder.dir, 'journal')
  const journal = await open(dir, { retryMilliseconds: () => 3_600_000 })
  rmSync(dir, { recursive: true })
  writeFileSync(dir, 'in the way')
  expect(journal.writable()).toBe(false)
  await journal[Symbol.asyncDispose]()
  expect(journal.trouble()).toBe('the journal is closed')
  expect(readFileSync(dir, 'utf8')).toBe('in the way')
})
