import { type JournalEntry, parseLine } from '@devops-ai/contract'
import { linesOf } from './lines.ts'
import type { Segment } from './segments.ts'
import { JournalUnusable } from './unusable.ts'

/** At most `limit` entries whose sequence is greater than `after`, from disk. Throws when a line there cannot be read. */
export async function readEntries(
  segments: readonly Segment[],
  after: number,
  limit: number,
): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = []
  const wanted = Math.max(after + 1, 0)
  const from = Math.max(
    segments.findLastIndex(({ first }) => first <= wanted),
    0,
  )
  for (const segment of segments.slice(from)) {
    const start = segment.marks.findLast(({ sequence }) => sequence <= wanted) ?? { sequence: segment.first, offset: 0 }
    let sequence = start.sequence
    for await (const { text } of linesOf(segment.path, start.offset, segment.size)) {
      if (entries.length >= limit) return entries
      if (sequence >= wanted) entries.push(entryOf(segment, text, sequence))
      sequence += 1
    }
  }
  return entries
}

function entryOf({ path }: Segment, text: string, sequence: number): JournalEntry {
  const entry = parseLine(text)
  if (entry?.sequence !== sequence)
    throw new JournalUnusable(`${path}: entry ${sequence} cannot be read: the file was changed`)
  return entry
}
