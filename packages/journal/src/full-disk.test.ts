import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyJournal } from '@devops-ai/contract'
import { expect, test } from 'vitest'
import { intentOf, journalFolder, linesIn, open, requestId } from './testing/entries.ts'

/** A file system of 256 KiB in memory. Mounting needs root, as the whole suite does. */
function smallDisk(dir: string): Disposable {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', dir])
  return { [Symbol.dispose]: () => void execFileSync('umount', ['--lazy', dir]) }
}

test('on a full disk the journal refuses, and starts again whole when there is room', async () => {
  using folder = journalFolder()
  using _disk = smallDisk(folder.dir)
  const ballast = join(folder.dir, 'ballast')
  writeFileSync(ballast, Buffer.alloc(128 * 1024))
  const acknowledged: number[] = []
  {
    await using journal = await open(folder.dir)
    for (let number = 0; journal.writable() && number < 1_000; number += 1) {
      await journal.append(intentOf(number)).then(
        () => acknowledged.push(number),
        (error: unknown) => expect(String(error)).toMatch(/ENOSPC|no space/i),
      )
    }
    expect(journal.writable()).toBe(false)
    await expect(journal.append(intentOf(2_000))).rejects.toThrow(/cannot be written/)
    expect((await journal.entries(acknowledged.length - 1, 10)).entries).toHaveLength(1)
  }
  rmSync(ballast)
  await using journal = await open(folder.dir)
  expect(acknowledged.length).toBeGreaterThan(50)
  expect(acknowledged.filter((number) => journal.operation(requestId(number)) === null)).toEqual([])
  expect(await verifyJournal(linesIn(folder.dir))).toMatchObject({ ok: true })
})
