import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { JournalReference } from '@devops-ai/contract'
import type { Disk, Identity, OpenFile } from './disk.ts'

/**
 * One file of the journal, named by its first entry. It is held open: what the descriptor holds is the record, whatever
 * becomes of the name.
 */
export interface Segment {
  readonly first: number
  readonly path: string
  file: OpenFile
  identity: Identity
  /** Bytes that are known to be on disk. */
  size: number
  /** The last entry among them. */
  head: JournalReference | null
}

/** Appended to the name of a segment while it is being made; removed at the next start. */
export const unfinished = '.new'

const name = /^journal-(\d{12})\.ndjson$/

export const segmentPath = (dir: string, first: number): string =>
  join(dir, `journal-${String(first).padStart(12, '0')}.ndjson`)

export const isSegmentName = (file: string): boolean => name.test(file)

/** Removes what had not got its own name when its maker ended. */
export async function clearUnfinished(dir: string): Promise<void> {
  const names = (await readdir(dir)).filter(
    (file) => file.endsWith(unfinished) && isSegmentName(file.slice(0, -unfinished.length)),
  )
  for (const file of names) await rm(join(dir, file), { force: true })
}

/** Opens the segments of a folder in order, with their sizes as found, and puts them into `segments`, which closes them. */
export async function openSegments(disk: Disk, dir: string, segments: Segment[]): Promise<void> {
  const firsts = (await readdir(dir)).flatMap((file) => {
    const match = name.exec(file)
    return match ? [Number(match[1])] : []
  })
  for (const first of firsts.toSorted((a, b) => a - b)) {
    const path = segmentPath(dir, first)
    const file = await disk.open(path, 'r+')
    const { size, dev, ino } = await file.stat({ bigint: true })
    segments.push({ first, path, file, identity: { dev, ino }, size: Number(size), head: null })
  }
}
