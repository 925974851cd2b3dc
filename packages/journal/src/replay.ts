import { genesis, type JournalReference, parseLine } from '@devops-ai/contract'
import { digest } from './hash.ts'
import { type Line, linesOf } from './lines.ts'
import { type JournalMemory, remembers } from './memory.ts'
import { mark, type Segment } from './segments.ts'
import { JournalUnusable } from './unusable.ts'

/** Where the chain stands after the last good entry. `torn` counts the bytes of an unfinished line behind it. */
export interface Replayed {
  readonly head: JournalReference | null
  readonly torn: number
}

const begins = /^\{"sequence":(\d+),"at":"([^"]+)","previous":"([0-9a-f]{64})","body":\{"type":"([a-z_]+)"/
const ends = /,"hash":"([0-9a-f]{64})"\}$/

/**
 * Reads all segments in order, checks the chain and feeds `memory`. Bodies are parsed only where memory needs them, so
 * that a long journal does not delay the start. A line without its line feed at the very end was being written when
 * the gateway died: nobody waited for it any more, it is left out and `size` is set before it. Anything else that is
 * wrong throws `JournalUnusable`: whoever looks after the journal must look first.
 */
export async function replay(
  segments: readonly Segment[],
  memory: JournalMemory,
  signal?: AbortSignal,
): Promise<Replayed> {
  let head: JournalReference | null = null
  let torn = 0
  for (const [place, segment] of segments.entries()) {
    const next: number = head ? head.sequence + 1 : 0
    if (segment.first !== next) {
      throw new JournalUnusable(
        `${segment.path} begins with entry ${segment.first}, expected entry ${next}: a part of the journal is missing`,
      )
    }
    for await (const line of linesOf(segment.path, 0, segment.size)) {
      signal?.throwIfAborted()
      if (!line.ended && place === segments.length - 1) {
        torn = line.bytes
        segment.size = line.offset
        break
      }
      head = checked(segment, line, head, memory)
      mark(segment, head.sequence, line.offset)
    }
  }
  return { head, torn }
}

function checked(segment: Segment, line: Line, head: JournalReference | null, memory: JournalMemory): JournalReference {
  const sequence = head ? head.sequence + 1 : 0
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
