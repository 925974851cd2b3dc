import { genesis, type JournalReference, parseLine } from '@devops-ai/contract'
import { groupBytes } from './group.ts'
import { digest } from './hash.ts'
import { type Line, linesOf } from './lines.ts'
import { type JournalMemory, remembers } from './memory.ts'
import type { Segment } from './segments.ts'
import { JournalUnusable } from './unusable.ts'

const begins = /^\{"sequence":(\d+),"at":"([^"]+)","previous":"([0-9a-f]{64})","body":\{"type":"([a-z_]+)"/
const ends = /^,"hash":"([0-9a-f]{64})"\}$/
/** What is looked at beside the hash: more than the beginning of an entry ever needs, and all of its end. */
const [beforeHash, behindHash] = [',"hash":"', '"}']
const [beginBytes, endBytes] = [256, beforeHash.length + genesis.length + behindHash.length]

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
    reading: for await (const lines of linesOf(segment.file, 0, found)) {
      signal?.throwIfAborted()
      for (const line of lines) {
        const isBehind = following?.first === after(head)
        if (isBehind || (!following && isUnfinished(line, found))) {
          isVoided = isBehind
          segment.size = line.offset
          break reading
        }
        if (isVoided && beginOf(line)?.[4] !== 'recovered') throw goesOn(segment)
        isVoided = false
        head = checked(segment, line, head, memory)
        segment.head = head
      }
    }
  }
  const last = segments.at(-1)
  if (isVoided && last) throw goesOn(last)
}

const after = (head: JournalReference | null): number => (head ? head.sequence + 1 : 0)

/** Entries hold no zeros: blocks that were never written do. They reach back as far as one write, no farther. */
const isUnfinished = (line: Line, end: number): boolean =>
  !line.ended || (end - line.offset <= groupBytes && line.bytes.includes(0))

const beginOf = ({ bytes }: Line): RegExpExecArray | null => begins.exec(bytes.toString('latin1', 0, beginBytes))

const goesOn = ({ path, first }: Segment): JournalUnusable =>
  new JournalUnusable(
    `the segment before ${path} goes on with an entry ${first} of its own, expected its end, or an entry "recovered" that voids it. ${advice}`,
  )

/**
 * The entry of a line that follows `head`, checked and told to `memory`. Throws `JournalUnusable`. A line that is right is
 * compared with what must stand there, and only one that is wrong is taken apart to say why.
 */
export function checked(
  segment: Pick<Segment, 'path'>,
  line: Line,
  head: JournalReference | null,
  memory: Pick<JournalMemory, 'record'>,
): JournalReference {
  const sequence = after(head)
  const previous = head?.hash ?? genesis
  const wrong = ({ got, expected }: Wrong): JournalUnusable =>
    new JournalUnusable(
      `${segment.path} at byte ${line.offset}, entry ${sequence}: got ${got}, expected ${expected}. ${advice}`,
    )
  const hashed = Math.max(0, line.bytes.length - endBytes)
  const hash = digest(line.bytes.subarray(0, hashed))
  const end = line.bytes.toString('latin1', hashed)
  const isWhole = line.ended && allAt(end, 0, [beforeHash, hash, behindHash]) === end.length
  const type = isWhole ? typeOf(line, sequence, previous) : null
  if (type === null) throw wrong(whatIsWrong(line, { sequence, previous, hash }))
  const reference = { sequence, hash }
  if (remembers.has(type)) {
    const entry = parseLine(line.bytes.toString())
    if (!entry)
      throw wrong({ got: `an ${type} that cannot be read`, expected: 'one of this version or an earlier one' })
    memory.record(entry.body, entry.at, reference)
  }
  return reference
}

/** The type of an entry of that sequence that follows that hash; null when the line begins otherwise. */
function typeOf({ bytes }: Line, sequence: number, previous: string): string | null {
  const begin = bytes.toString('latin1', 0, beginBytes)
  const at = allAt(begin, 0, ['{"sequence":', String(sequence), ',"at":"'])
  const type = at < 0 ? -1 : allAt(begin, begin.indexOf('"', at), ['","previous":"', previous, '","body":{"type":"'])
  return type < 0 ? null : begin.slice(type, begin.indexOf('"', type))
}

/** The place behind these, where they stand one after the other from `at` on; otherwise -1. They are not joined: that would cost more than to hash them. */
function allAt(text: string, at: number, parts: readonly string[]): number {
  let place = at
  for (const part of parts) {
    if (!text.startsWith(part, place)) return -1
    place += part.length
  }
  return place
}

interface Wrong {
  readonly got: string
  readonly expected: string
}

function whatIsWrong(
  line: Line,
  { sequence, previous, hash }: { readonly sequence: number; readonly previous: string; readonly hash: string },
): Wrong {
  const start = beginOf(line)
  const end = ends.exec(line.bytes.toString('latin1', Math.max(0, line.bytes.length - endBytes)))
  if (!line.ended || !start || !end)
    return { got: `"${line.bytes.toString().slice(0, 60)}"`, expected: 'a whole line of the journal' }
  if (hash !== end[1])
    return { got: `a text with the hash ${hash}`, expected: `the hash ${end[1]} that the line states: it was changed` }
  if (Number(start[1]) !== sequence)
    return { got: `entry ${start[1]}`, expected: `entry ${sequence}: entries are missing or added` }
  return { got: `the previous hash ${start[3]}`, expected: `${previous}: the chain is broken` }
}

const advice = 'Keep the folder as evidence, find out who changed it, and start with an empty folder.'
