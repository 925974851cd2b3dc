import { genesis, type JournalReference, parseLine } from '@devops-ai/contract'
import { groupBytes } from './group.ts'
import { digest } from './hash.ts'
import { type Line, linesOf } from './lines.ts'
import { type JournalMemory, remembers } from './memory.ts'
import type { Segment } from './segments.ts'
import { JournalUnusable } from './unusable.ts'

const begins = /^\{"sequence":(\d+),"at":"([^"]+)","previous":"([0-9a-f]{64})","body":\{"type":"([a-z_]+)"/
const ends = /,"hash":"([0-9a-f]{64})"\}$/

/**
 * Reads all segments in order, checks the chain, feeds `memory`, and sets `size` and `head` of each to what belongs to
 * the journal. Bodies are parsed only where memory needs them, so that a long journal does not delay the start.
 *
 * A crash leaves two things that nobody was told were written, and they are left out: the end of the last write, which
 * has no line feed or holes; and lines behind the end of a segment that could not be cut, where the next one begins
 * with `recovered` in their place. Anything else that is wrong throws `JournalUnusable`: whoever looks after the
 * journal must look first.
 */
export async function replay(segments: readonly Segment[], memory: JournalMemory, signal?: AbortSignal): Promise<void> {
  let head: JournalReference | null = null
  let isVoided = false
  for (const [place, segment] of segments.entries()) {
    const found = segment.size
    const following = segments[place + 1]
    if (segment.first !== after(head)) {
      throw new JournalUnusable(
        `${segment.path} begins with entry ${segment.first}, expected entry ${after(head)}: a part of the journal is missing`,
      )
    }
    for await (const line of linesOf(segment.file, 0, found)) {
      signal?.throwIfAborted()
      const isBehind = following?.first === after(head)
      if (isBehind || (!following && isUnfinished(line, found))) {
        isVoided = isBehind
        segment.size = line.offset
        break
      }
      if (isVoided && begins.exec(line.text)?.[4] !== 'recovered') throw goesOn(segment)
      isVoided = false
      head = checked(segment, line, head, memory)
      segment.head = head
    }
  }
  const last = segments.at(-1)
  if (isVoided && last) throw goesOn(last)
}

const after = (head: JournalReference | null): number => (head ? head.sequence + 1 : 0)

/** Entries hold no zeros: blocks that were never written do. They reach back as far as one write, no farther. */
const isUnfinished = (line: Line, end: number): boolean =>
  !line.ended || (line.text.includes('\0') && end - line.offset <= groupBytes)

const goesOn = ({ path, first }: Segment): JournalUnusable =>
  new JournalUnusable(
    `the segment before ${path} goes on with an entry ${first} of its own, expected its end, or an entry "recovered" that voids it. ${advice}`,
  )

/** The entry of a line that follows `head`, checked and told to `memory`. Throws `JournalUnusable`. */
export function checked(
  segment: Pick<Segment, 'path'>,
  line: Line,
  head: JournalReference | null,
  memory: Pick<JournalMemory, 'record'>,
): JournalReference {
  const sequence = after(head)
  const previous = head?.hash ?? genesis
  const wrong = (got: string, expected: string): JournalUnusable =>
    new JournalUnusable(
      `${segment.path} at byte ${line.offset}, entry ${sequence}: got ${got}, expected ${expected}. ${advice}`,
    )
  const start = begins.exec(line.text)
  const end = ends.exec(line.text)
  if (!line.ended || !start || !end) throw wrong(`"${line.text.slice(0, 60)}"`, 'a whole line of the journal')
  const hash = digest(line.text.slice(0, end.index))
  if (hash !== end[1])
    throw wrong(`a text with the hash ${hash}`, `the hash ${end[1]} that the line states: it was changed`)
  if (Number(start[1]) !== sequence) throw wrong(`entry ${start[1]}`, `entry ${sequence}: entries are missing or added`)
  if (start[3] !== previous) throw wrong(`the previous hash ${start[3]}`, `${previous}: the chain is broken`)
  const reference = { sequence, hash }
  if (remembers.has(start[4] ?? '')) {
    const entry = parseLine(line.text)
    if (!entry) throw wrong(`an ${start[4]} that cannot be read`, 'one of this version or an earlier one')
    memory.record(entry.body, entry.at, reference)
  }
  return reference
}

const advice = 'Keep the folder as evidence, find out who changed it, and start with an empty folder.'
