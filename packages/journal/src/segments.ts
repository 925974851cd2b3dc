import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A place to begin reading at: the entry `sequence` begins at the byte `offset`. */
export interface Mark {
  readonly sequence: number
  readonly offset: number
}

/** One file of the journal, named by its first entry. `size` counts the bytes that are known to be on disk. */
export interface Segment {
  readonly first: number
  readonly path: string
  size: number
  readonly marks: Mark[]
}

export const entriesPerMark = 256

const name = /^journal-(\d{12})\.ndjson$/

export const segmentAt = (dir: string, first: number): Segment => ({
  first,
  path: join(dir, `journal-${String(first).padStart(12, '0')}.ndjson`),
  size: 0,
  marks: [],
})

/** The segments of a folder in order, with their sizes as found. */
export async function segmentsIn(dir: string): Promise<readonly Segment[]> {
  const firsts = (await readdir(dir)).flatMap((file) => {
    const match = name.exec(file)
    return match ? [Number(match[1])] : []
  })
  return Promise.all(
    firsts
      .toSorted((a, b) => a - b)
      .map(async (first) => {
        const segment = segmentAt(dir, first)
        return { ...segment, size: (await stat(segment.path)).size }
      }),
  )
}

/** Remembers now and then where an entry begins, so that a page is read without the whole segment. */
export function mark(segment: Segment, sequence: number, offset: number): void {
  const last = segment.marks.at(-1)
  if (!last || sequence - last.sequence >= entriesPerMark) segment.marks.push({ sequence, offset })
}
