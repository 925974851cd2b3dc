import { statSync } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { reasonOf } from './unusable.ts'

/** Which file it is, whatever its name. */
export interface Identity {
  readonly dev: bigint
  readonly ino: bigint
}

/** An open file; every call throws as Node's does. */
export interface OpenFile {
  readonly fd: number
  stat(options: { bigint: true }): Promise<Identity & { readonly size: bigint }>
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>
  write(buffer: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesWritten: number }>
  truncate(size: number): Promise<void>
  /** After a rejection of it or of `sync` neither tells anything any more on this descriptor. */
  datasync(): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

/** Whatever must last goes through here, so that a test can let a disk fail as real ones do. */
export interface Disk {
  open(path: string, flags: string, mode?: number): Promise<OpenFile>
}

export const realDisk: Disk = { open }

/** Makes the names in a folder last. */
export async function syncFolder(disk: Disk, dir: string): Promise<void> {
  const folder = await disk.open(dir, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Makes a folder for its owner alone, where it is absent, and its name last. */
export async function makeFolder(disk: Disk, dir: string): Promise<void> {
  const created = await mkdir(dir, { recursive: true, mode: 0o700 })
  if (!created) return
  const top = resolve(created)
  for (let made = resolve(dir); made.length >= top.length; made = dirname(made)) await syncFolder(disk, dirname(made))
}

/** Writes from a place on. A write may be short without an error; the next call tells. */
export async function writeAll(file: OpenFile, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written)
    if (bytesWritten === 0) throw new Error('nothing more could be written')
    written += bytesWritten
  }
}

/**
 * Cuts a file by a descriptor of its own, writes what `rewrite` gives it, and asks that descriptor whether this is on disk:
 * one that has told of an error would not tell of another.
 */
export async function cutByAnother(
  disk: Disk,
  { fd }: Pick<OpenFile, 'fd'>,
  size: number,
  rewrite?: (other: OpenFile) => Promise<void>,
): Promise<void> {
  const other = await disk.open(`/proc/self/fd/${fd}`, 'r+')
  try {
    await other.truncate(size)
    await rewrite?.(other)
    await other.sync()
  } finally {
    await other.close()
  }
}

/** What is wrong with the file that has the name `path`, expected to be `own`; null when it is. Takes microseconds. */
export function displaced(path: string, own: Identity): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true })
    return dev === own.dev && ino === own.ino ? null : `${path} was replaced by another file`
  } catch (error) {
    return `${path} was removed: ${reasonOf(error)}`
  }
}
