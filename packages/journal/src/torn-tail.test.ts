import { appendFileSync, copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyJournal } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { intentOf, journalFolder, linesIn, open, outcomeOf, requestId, segmentNames } from './testing/entries.ts'

const first = 'journal-000000000000.ndjson'

test('an unfinished last line is cut at whichever byte it ends, and said so', { timeout: 60_000 }, async () => {
  using folder = journalFolder()
  {
    await using journal = await open(folder.dir)
    for (const body of [intentOf(1), outcomeOf(1), { type: 'recovered', detail: 'ä€' } as const])
      await journal.append(body)
  }
  const whole = readFileSync(join(folder.dir, first))
  const lastLine = whole.lastIndexOf('\n', whole.length - 2) + 1
  for (let end = lastLine + 1; end < whole.length; end += 1) {
    const dir = join(folder.dir, `cut-at-${end}`)
    mkdirSync(dir)
    writeFileSync(join(dir, first), whole.subarray(0, end))
    await using journal = await open(dir)
    expect(
      linesIn(dir)
        .slice(3)
        .map((line) => /"type":"(\w+)"/.exec(line)?.[1]),
    ).toEqual(['recovered', 'opened'])
    expect(await verifyJournal(linesIn(dir))).toMatchObject({ ok: true, entries: 5 })
    expect(journal.operation(requestId(1))?.outcome).not.toBeNull()
  }
})

test('zeros that a power cut left behind the last line are cut too', async () => {
  using folder = journalFolder()
  await (await open(folder.dir))[Symbol.asyncDispose]()
  appendFileSync(join(folder.dir, first), Buffer.alloc(4096))
  await using _journal = await open(folder.dir)
  expect(linesIn(folder.dir)[1]).toContain('cut off: 4096 bytes after entry 0')
})

test('a segment without an entry is removed, and the one before it gone on with', async () => {
  using folder = journalFolder()
  await (await open(folder.dir))[Symbol.asyncDispose]()
  writeFileSync(join(folder.dir, 'journal-000000000001.ndjson'), '')
  await using journal = await open(folder.dir)
  await journal.append(intentOf(1))
  expect(segmentNames(folder.dir)).toEqual([first])
  expect(await verifyJournal(linesIn(folder.dir))).toMatchObject({ ok: true, entries: 3 })
})

async function written(dir: string): Promise<void> {
  await using journal = await open(dir, { segmentBytes: 3_000 })
  for (let number = 1; number <= 8; number += 1) await journal.append(intentOf(number))
}

const changeFile = (path: string, change: (lines: string[]) => string[]): void =>
  writeFileSync(path, `${change(readFileSync(path, 'utf8').split('\n').slice(0, -1)).join('\n')}\n`)

test.for([
  [
    'a changed word',
    (path: string) => changeFile(path, (lines) => lines.map((line) => line.replace('restart', 'destroy'))),
    /entry 1: got a text with the hash .*expected the hash/,
  ],
  [
    'a removed line',
    (path: string) => changeFile(path, (lines) => lines.toSpliced(1, 1)),
    /got entry 2, expected entry 1/,
  ],
  [
    'two lines in another order',
    (path: string) => changeFile(path, (lines) => [lines[1] ?? '', lines[0] ?? '', ...lines.slice(2)]),
    /got entry 1, expected entry 0/,
  ],
  [
    'a line that is none',
    (path: string) => changeFile(path, (lines) => lines.with(1, 'hello')),
    /got "hello", expected a whole line/,
  ],
  ['a segment cut in the middle', (path: string) => truncateSync(path, 700), /expected a whole line/],
] as const)('%s in the middle of the journal stops the start', async ([, harm, sentence]) => {
  using folder = journalFolder()
  await written(folder.dir)
  harm(join(folder.dir, first))
  await expect(open(folder.dir)).rejects.toThrow(sentence)
})

test('a missing segment stops the start', async () => {
  using folder = journalFolder()
  await written(folder.dir)
  const [, second = ''] = segmentNames(folder.dir)
  const dir = join(folder.dir, 'copy')
  mkdirSync(dir)
  for (const name of segmentNames(folder.dir).filter((name) => name !== second))
    copyFileSync(join(folder.dir, name), join(dir, name))
  await expect(open(dir)).rejects.toThrow(/a part of the journal is missing/)
})
