import { rm } from 'node:fs/promises'
import type { Disk, Identity, OpenFile } from './disk.ts'
import { unfinished } from './segments.ts'

/** A new file, whole and on disk, that has a passing name only. */
export interface Draft {
  readonly file: OpenFile
  readonly identity: Identity
  readonly name: string
}

/** Makes a file before it gets the name `path`, so that nothing half made is ever found there. */
export async function draft(disk: Disk, path: string, fill: (file: OpenFile) => Promise<void>): Promise<Draft> {
  const name = path + unfinished
  await rm(name, { force: true })
  const file = await disk.open(name, 'wx+', 0o600)
  try {
    await fill(file)
    await file.sync()
    const { dev, ino } = await file.stat({ bigint: true })
    return { file, identity: { dev, ino }, name }
  } catch (error) {
    await discard({ file, name })
    throw error
  }
}

/** Gives a draft up. What of it cannot be removed is removed by the next draft or start. */
export async function discard({ file, name }: Pick<Draft, 'file' | 'name'>): Promise<void> {
  await Promise.allSettled([file.close(), rm(name, { force: true })])
}
