import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { instant, verifyJournal } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import {
  intentOf,
  journalFolder,
  linesIn,
  open,
  outcomeOf,
  requestId,
  segmentNames,
  start,
  targetOf,
} from './testing/entries.ts'

const web = targetOf('web')

test('what was appended is on disk, in a chain that the verifier accepts', async () => {
  using folder = journalFolder()
  await using journal = await open(folder.dir)
  const reference = await journal.append(intentOf(1))
  expect(await verifyJournal(linesIn(folder.dir))).toEqual({ ok: true, entries: 2, head: reference.hash })
  expect(journal.head()).toEqual(reference)
})

test('many appends at once keep their order and share writes', async () => {
  using folder = journalFolder()
  await using journal = await open(folder.dir)
  const references = await Promise.all(Array.from({ length: 1_500 }, (_, number) => journal.append(intentOf(number))))
  expect(references.map(({ sequence }) => sequence)).toEqual(references.map((_, number) => number + 1))
  expect(await verifyJournal(linesIn(folder.dir))).toMatchObject({ ok: true, entries: 1_501 })
})

test('a note is written without anybody waiting', async () => {
  using folder = journalFolder()
  {
    await using journal = await open(folder.dir)
    journal.note({ type: 'unauthenticated', count: 3, since: start.toISOString() })
  }
  expect(linesIn(folder.dir).at(-1)).toContain('"unauthenticated","count":3')
})

test('the files are for their owner alone', async () => {
  using folder = journalFolder()
  const dir = join(folder.dir, 'deep', 'journal')
  await using _journal = await open(dir)
  expect(statSync(dir).mode & 0o777).toBe(0o700)
  expect(statSync(join(dir, segmentNames(dir)[0] ?? '')).mode & 0o777).toBe(0o600)
})

test('segments go on with the chain of the one before, also after a restart', async () => {
  using folder = journalFolder()
  for (const round of [0, 1, 2]) {
    await using journal = await open(folder.dir, { segmentBytes: 4_000 })
    for (let number = 0; number < 5; number += 1) await journal.append(intentOf(round * 5 + number))
  }
  expect(segmentNames(folder.dir).length).toBeGreaterThan(3)
  expect(segmentNames(folder.dir)[0]).toBe('journal-000000000000.ndjson')
  expect(await verifyJournal(linesIn(folder.dir))).toMatchObject({ ok: true, entries: 18 })
})

test('pages are read across segments', async () => {
  using folder = journalFolder()
  await using journal = await open(folder.dir, { segmentBytes: 300_000 })
  await Promise.all(Array.from({ length: 900 }, (_, number) => journal.append(intentOf(number))))
  const page = await journal.entries(299, 500)
  expect(page.head).toBe(900)
  expect(page.entries.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 500 }, (_, place) => 300 + place))
  expect((await journal.entries(-1, 1)).entries[0]?.body.type).toBe('opened')
  expect((await journal.entries(900, 10)).entries).toEqual([])
})

test('a restart remembers outcomes, changes in flight and fences', async () => {
  using folder = journalFolder()
  const db = targetOf('db', 'b')
  {
    await using journal = await open(folder.dir)
    for (const body of [intentOf(1), outcomeOf(1), intentOf(2, db), outcomeOf(2, 'unknown', db), intentOf(3)])
      await journal.append(body)
  }
  await using journal = await open(folder.dir)
  expect(journal.operation(requestId(1))?.outcome?.answer.overall_status).toBe('success')
  expect(journal.operation(requestId(4))).toBeNull()
  expect(journal.inFlight().map(({ intent }) => intent.request_id)).toEqual([requestId(3)])
  expect(journal.fenced(db.engine, db.id)?.intent.request_id).toBe(requestId(2))
  expect(journal.fenced(web.engine, web.id)).toBeNull()
})

test('a later outcome of the same request makes the unknown known and lifts the fence', async () => {
  using folder = journalFolder()
  await using journal = await open(folder.dir)
  for (const body of [intentOf(1), outcomeOf(1, 'unknown')]) await journal.append(body)
  expect(journal.fenced(web.engine, web.id)).not.toBeNull()
  await journal.append(outcomeOf(1, 'success'))
  expect(journal.fenced(web.engine, web.id)).toBeNull()
  expect(journal.operation(requestId(1))?.outcome?.answer.overall_status).toBe('success')
})

test('ids are forgotten a day after their outcome, changes in flight never', async () => {
  using folder = journalFolder()
  let now = start
  await using journal = await open(folder.dir, { now: () => now })
  for (const body of [intentOf(1), outcomeOf(1), intentOf(2)]) await journal.append(body)
  now = new Date(start.getTime() + 24 * 3_600_000 + 1)
  expect(journal.operation(requestId(1))).toBeNull()
  expect(journal.operation(requestId(2))).not.toBeNull()
})

test('memory is bounded: the change that ended first is forgotten first', async () => {
  using folder = journalFolder()
  await using journal = await open(folder.dir, {
    remembered: { milliseconds: 86_400_000, operations: 2, approvals: 2 },
  })
  for (const number of [1, 2, 3]) await journal.append(intentOf(number))
  for (const number of [2, 1, 3]) await journal.append(outcomeOf(number))
  expect([1, 2, 3].map((number) => journal.operation(requestId(number)) !== null)).toEqual([true, false, true])
})

test('what is no entry is refused and harms nothing', async () => {
  using folder = journalFolder()
  await using journal = await open(folder.dir)
  const wrong = { type: 'unauthenticated', count: 1.5, since: instant(new Date(0)) } as const
  await expect(journal.append(wrong)).rejects.toThrow(/not an entry/)
  await journal.append(intentOf(1))
  expect(journal.writable()).toBe(true)
})

test('after its end the journal takes nothing more', async () => {
  using folder = journalFolder()
  const journal = await open(folder.dir)
  await journal[Symbol.asyncDispose]()
  await expect(journal.append(intentOf(1))).rejects.toThrow(/closed/)
})

test('a folder that cannot be used is said in a sentence', async () => {
  using folder = journalFolder()
  mkdirSync(join(folder.dir, 'journal-000000000000.ndjson'))
  await expect(open(folder.dir)).rejects.toThrow(/cannot be opened: EISDIR/)
})
