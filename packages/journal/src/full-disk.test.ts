import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyJournal } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { smallDisk, thinDisk } from './testing/disks.ts'
import {
  intentOf,
  journalFolder,
  linesIn,
  mended,
  open,
  requestId,
  segmentNames,
  targetOf,
  typesIn,
} from './testing/entries.ts'

/** Appends until one is refused, and tells which ones were not. */
async function appendUntilRefused(journal: Awaited<ReturnType<typeof open>>): Promise<readonly number[]> {
  const acknowledged: number[] = []
  for (let number = 0; number < 1_000; number += 1) {
    const refusal = await journal.append(intentOf(number)).then(() => null, String)
    if (refusal !== null) {
      expect(refusal).toMatch(/cannot be written: ENOSPC/)
      return acknowledged
    }
    acknowledged.push(number)
  }
  return expect.fail('the disk did not become full')
}

test('on a full disk everything is refused at once; with room it goes on by itself', async () => {
  using folder = journalFolder()
  using _disk = smallDisk(folder.dir, '256k')
  const ballast = join(folder.dir, 'ballast')
  writeFileSync(ballast, Buffer.alloc(128 * 1024))
  const said: string[] = []
  await using journal = await open(folder.dir, { said })
  const acknowledged = await appendUntilRefused(journal)
  const last = acknowledged.length
  expect(last).toBeGreaterThan(50)
  expect(journal.trouble()).toMatch(/cannot be written: ENOSPC/)
  await expect(journal.append(intentOf(last))).rejects.toThrow(/cannot be written/)
  journal.note({ type: 'opened', version: 'lost' })
  expect((await journal.entries(last - 1, 10)).entries).toHaveLength(1)

  rmSync(ballast)
  await mended(journal)
  await journal.append(intentOf(last))
  expect(typesIn(folder.dir).slice(-3)).toEqual(['intent', 'recovered', 'intent'])
  expect(linesIn(folder.dir).at(-2)).toMatch(/ENOSPC.*1 entries .* were cut off and refused; 1 notes were lost/)
  expect(acknowledged.filter((number) => journal.operation(requestId(number)) === null)).toEqual([])
  expect(await verifyJournal(linesIn(folder.dir))).toMatchObject({ ok: true, entries: last + 3 })
  expect(said).toHaveLength(2)
})

test('a device that fails at fdatasync: nothing is acknowledged, and a new segment begins when it is well again', async () => {
  using folder = journalFolder()
  using disk = thinDisk(folder.dir)
  {
    await using journal = await open(disk.dir, { patienceMilliseconds: 100 })
    await journal.append(intentOf(0))
    disk.exhaust()
    await expect(journal.append(intentOf(1, targetOf('n'.repeat(8_000))))).rejects.toThrow(/fdatasync/)
    await expect(journal.append(intentOf(2))).rejects.toThrow(/cannot be written: ENOSPC/)
    disk.replenish()
    await mended(journal)
    await journal.append(intentOf(3))
  }
  disk.mountAgain()
  expect(segmentNames(disk.dir)).toEqual(['journal-000000000000.ndjson', 'journal-000000000002.ndjson'])
  expect(typesIn(disk.dir)).toEqual(['opened', 'intent', 'recovered', 'intent'])
  expect(await verifyJournal(linesIn(disk.dir))).toMatchObject({ ok: true })
  await using journal = await open(disk.dir)
  expect(journal.inFlight().map(({ intent }) => intent.request_id)).toEqual([requestId(0), requestId(3)])
})
