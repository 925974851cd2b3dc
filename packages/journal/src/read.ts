import { type JournalEntry, parseLine } from '@devops-ai/contract'
import { type Line, linesOf } from './lines.ts'
import type { Segment } from './segments.ts'
import { JournalUnusable } from './unusable.ts'

/** Nearer than this to the wanted entry its segment is read line by line. */
const nearBytes = 64 * 1024

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
    for await (const line of linesOf(segment.file, await offsetNear(segment, wanted), segment.size)) {
      if (entries.length >= limit) return entries
      if (sequenceOf(segment, line) >= wanted) entries.push(entryOf(segment, line))
    }
  }
  return entries
}

/** The offset of a line that is the wanted entry or one not far before it, by bisection. */
async function offsetNear(segment: Segment, wanted: number): Promise<number> {
  let low = 0
  for (let high = segment.size; high - low > nearBytes;) {
    const middle = Math.floor((low + high) / 2)
    const line = await lineBehind(segment, middle, high)
    if (line && sequenceOf(segment, line) <= wanted) low = line.offset
    else high = middle
  }
  return low
}

/** The first whole line that begins behind `offset` and before `end`; null when there is none. */
async function lineBehind({ file, size }: Segment, offset: number, end: number): Promise<Line | null> {
  let isFirst = true
  for await (const line of linesOf(file, offset, size, nearBytes)) {
    if (!isFirst) return line.offset < end ? line : null
    isFirst = false
  }
  return null
}

const begins = /^\{"sequence":(\d+),/

function sequenceOf({ path }: Segment, { text, offset }: Line): number {
  const [, sequence] = begins.exec(text) ?? []
  if (sequence === undefined) throw new JournalUnusable(`${path}: the entry at byte ${offset} cannot be read`)
  return Number(sequence)
}

function entryOf({ path }: Segment, { text, offset }: Line): JournalEntry {
  const entry = parseLine(text)
  if (!entry) throw new JournalUnusable(`${path}: the entry at byte ${offset} cannot be read`)
  return entry
}
