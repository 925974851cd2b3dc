import { link, lstat, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { genesis, type JournalReference } from '@devops-ai/contract'
import { type Disk, type OpenFile, writeAll } from './disk.ts'
import { discard, draft } from './draft.ts'
import { linesOf } from './lines.ts'
import { checked } from './replay.ts'
import { isSegmentName, type Segment } from './segments.ts'
import { JournalUnusable, reasonOf } from './unusable.ts'

const copiedAtOnce = 1024 * 1024

/**
 * Gives a segment its name back: copies what the descriptor holds up to the durable size, checks the chain of the copy,
 * and puts it in the place of whatever is found there, which is kept beside it. The name never stands for nothing. Throws, with nothing moved, when the record itself is damaged. The folder must be synced afterwards.
 */
export async function restore(disk: Disk, segment: Segment, before: JournalReference | null): Promise<string> {
  const { path, size } = segment
  try {
    const copy = await draft(disk, path, (file) => copyTo(file, segment, before))
    const kept = await keepAside(path)
    await rename(copy.name, path).catch(async (error: unknown) => {
      await discard(copy)
      throw error
    })
    await segment.file.close().catch(() => {})
    segment.file = copy.file
    segment.identity = copy.identity
    return `${path} was restored with ${size} bytes${kept ? `, what was found there is kept as ${kept}` : ''}`
  } catch (error) {
    throw new JournalUnusable(`${path} cannot be restored: ${reasonOf(error)}`, { cause: error })
  }
}

/** Copies and then checks what was copied. */
async function copyTo(file: OpenFile, segment: Segment, before: JournalReference | null): Promise<void> {
  const { file: source, size, path } = segment
  const piece = Buffer.allocUnsafe(copiedAtOnce)
  for (let offset = 0; offset < size;) {
    const { bytesRead } = await source.read(piece, 0, Math.min(piece.length, size - offset), offset)
    if (bytesRead === 0) throw new JournalUnusable(`${path} has only ${offset} bytes, expected ${size}`)
    await writeAll(file, piece.subarray(0, bytesRead), offset)
    offset += bytesRead
  }
  let head = before
  for await (const lines of linesOf(file, 0, size))
    for (const line of lines) head = checked(segment, line, head, { record() {} })
  if (head?.hash !== segment.head?.hash)
    throw new JournalUnusable(`it ends with the hash ${head?.hash ?? genesis}, expected ${segment.head?.hash}`)
}

/** Leaves what is found under `path` there and gives it a second name, which is returned; null when nothing is there. */
async function keepAside(path: string): Promise<string | null> {
  const found = await lstat(path, { bigint: true }).catch(() => null)
  if (!found) return null
  const aside = asideOf(path, found.ino)
  if (found.isDirectory()) await rename(path, aside)
  else await link(path, aside).catch((error: unknown) => expectSame(aside, found.ino, error))
  return aside
}

/** As long as the file is kept no other one has its inode number, so the name is free or this file's own. */
const asideOf = (path: string, inode: bigint): string => `${path}.found-${inode}`

async function expectSame(aside: string, inode: bigint, error: unknown): Promise<void> {
  const kept = await lstat(aside, { bigint: true }).catch(() => null)
  if (kept?.ino !== inode) throw error
}

/** Moves files that have the name of a segment and are none of ours aside; says which. */
export async function clearStrangers(dir: string, own: readonly Segment[]): Promise<readonly string[]> {
  const ours = new Set(own.map(({ path }) => path))
  const moved: string[] = []
  for (const name of await readdir(dir)) {
    const path = join(dir, name)
    if (!isSegmentName(name) || ours.has(path)) continue
    const aside = await keepAside(path)
    await rm(path, { force: true })
    if (aside) moved.push(`${path} was not ours and is kept as ${aside}`)
  }
  return moved
}
