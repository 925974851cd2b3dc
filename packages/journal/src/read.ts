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
    for await (const lines of linesOf(segment.file, await offsetNear(segment, wanted), segment.size)) {
      for (const line of lines) {
        if (entries.length >= limit) return entries
        if (sequenceOf(segment, line) >= wanted) entries.push(entryOf(segment, line))
      }
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
    if (line && line.sequence <= wanted) low = line.offset
    else high = middle
  }
  return low
}

/** Where the first whole line begins behind `offset` and before `end`, and its entry; null when there is none. */
async function lineBehind(
  segment: Segment,
  offset: number,
  end: number,
): Promise<{ readonly offset: number; readonly sequence: number } | null> {
  let seen = 0
  for await (const lines of linesOf(segment.file, offset, segment.size, nearBytes)) {
    const line = lines[1 - seen]
    if (line) return line.offset < end ? { offset: line.offset, sequence: sequenceOf(segment, line) } : null
    seen = 1
  }
  return null
}

const begins = /^\{"sequence":(\d+),/

function sequenceOf({ path }: Segment, { bytes, offset }: Line): number {
  const [, sequence] = begins.exec(bytes.toString('latin1', 0, 40)) ?? []
  if (sequence === undefined) throw new JournalUnusable(`${path}: the entry at byte ${offset} cannot be read`)
  return Number(sequence)
}

function entryOf({ path }: Segment, { bytes, offset }: Line): JournalEntry {
  const entry = parseLine(bytes.toString())
  if (!entry) throw new JournalUnusable(`${path}: the entry at byte ${offset} cannot be read`)
  return entry
}
