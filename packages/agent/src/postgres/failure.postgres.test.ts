import { mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { PostgresFailure, startPostgres } from './index.ts'
import { makeScratch, query, silent, start } from './test/scratch.ts'

test('a data directory that is a file is named', async () => {
  await using scratch = await makeScratch()
  const file = join(scratch.folder, 'file')
  await writeFile(file, '')
  const sentence = (path: string) => `The data directory ${path} is, or lies below, a file; a directory is expected.`
  await expect(start(file)).rejects.toThrow(new PostgresFailure(sentence(file)))
  await expect(start(join(file, 'data'))).rejects.toThrow(new PostgresFailure(sentence(join(file, 'data'))))
})

test('a link to data that are gone is named, not replaced by an empty database', async () => {
  await using scratch = await makeScratch()
  const dataDir = join(scratch.folder, 'data')
  await mkdir(dataDir)
  await symlink(join(scratch.folder, 'gone'), join(dataDir, 'postgres'))
  await expect(start(dataDir)).rejects.toThrow(`${join(dataDir, 'postgres')} points to is gone`)
})

test('a cluster that PostgreSQL refuses gives a sentence with its last lines, and works again once repaired', async () => {
  await using scratch = await makeScratch()
  const dataDir = join(scratch.folder, 'data')
  const { home, stop } = await start(dataDir)
  await stop()
  const version = join(home, 'cluster', 'PG_VERSION')
  const right = await readFile(version)
  await truncate(version)
  await writeFile(version, '9.6\n')
  const failed = await start(dataDir).catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(PostgresFailure)
  expect(String(failed)).toMatch(/PostgreSQL ended at its start\. Its last lines:[^]*incompatible/)

  await writeFile(version, right)
  await using postgres = await start(dataDir)
  expect(await query(postgres.url, 'select 1')).toEqual([1])
})

test('a start given up at any moment says so, and the next one succeeds', async () => {
  await using scratch = await makeScratch()
  const dataDir = join(scratch.folder, 'data')
  const given = new PostgresFailure('The start of PostgreSQL was given up.')
  const giveUp = (signal: AbortSignal) => startPostgres({ dataDir, signal, log: silent })
  await expect(giveUp(AbortSignal.abort())).rejects.toThrow(given)
  expect(await readdir(scratch.folder)).toEqual([])

  const controller = new AbortController()
  const starting = giveUp(controller.signal)
  starting.catch(() => undefined)
  await initialising(dataDir)
  controller.abort()
  await expect(starting).rejects.toThrow(given)

  await using postgres = await start(dataDir)
  expect(await query(postgres.url, 'select 1')).toEqual([1])
  expect((await readdir(postgres.home)).filter((name) => name.startsWith('initialising'))).toEqual([])
})

async function initialising(dataDir: string): Promise<void> {
  const deadline = AbortSignal.timeout(20_000)
  for (;;) {
    const names = await readdir(join(dataDir, 'postgres')).catch(() => [])
    if (names.some((name) => name.startsWith('initialising'))) return
    await delay(5, undefined, { signal: deadline })
  }
}

test.for(['"', '$', '`', '\\', '\n'])('a path with %j, which a shell would read, is refused', async (character) => {
  await using scratch = await makeScratch(0o755)
  const dataDir = join(scratch.folder, `a${character}b`)
  await expect(start(dataDir)).rejects.toThrow('a path without " $ ` \\ and line breaks is expected')
})
