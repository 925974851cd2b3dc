import { execFile } from 'node:child_process'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { makeScratch, query, start } from './test/scratch.ts'

/** As the documentation says: owners and modes are kept. */
const copy = (from: string, to: string) => promisify(execFile)('cp', ['-a', from, to])

test('a copy of the stopped data, put back, is the database as it was', async () => {
  await using scratch = await makeScratch()
  const dataDir = join(scratch.folder, 'data')
  const first = await start(dataDir)
  await query(first.url, 'create table note as select 42 as answer')
  await first.stop()
  const [cluster, backup] = [join(first.home, 'cluster'), join(first.home, 'backup')]
  await copy(cluster, backup)
  {
    await using second = await start(dataDir)
    await query(second.url, 'update note set answer = 0')
  }
  await rename(cluster, join(first.home, 'cluster.before'))
  await copy(backup, cluster)
  await using third = await start(dataDir)
  expect(await query(third.url, 'select answer from note')).toEqual([42])
})
