import { link, rm } from 'node:fs/promises'
import type { JournalReference } from '@devops-ai/contract'
import { cutByAnother, type Disk, displaced, makeFolder, syncFolder, writeAll } from './disk.ts'
import { discard, draft } from './draft.ts'
import type { KeptLock } from './lock.ts'
import { clearStrangers, restore } from './restore.ts'
import { type Segment, segmentPath } from './segments.ts'
import { JournalUnusable } from './unusable.ts'

export interface TailSettings {
  readonly disk: Disk
  readonly dir: string
  readonly segmentBytes: number
  readonly lock: KeptLock
  /** In order, complete and checked; the tail adds to them. */
  readonly segments: Segment[]
}

/**
 * The end of the journal, where entries are added. `write` and `cut` and `stand` never at the same time.
 *
 * After `write` has rejected, its bytes are in doubt until `cut` has resolved or a later `write` has: only then is it
 * certain that they are not in the journal, whatever happens next.
 */
export interface Tail {
  /** Resolves when the lines, the last of which is `head`, are on disk under their name. */
  write(lines: Buffer, head: JournalReference): Promise<void>
  head(): JournalReference | null
  /** What is wrong with our names in the folder, or null. Takes a few microseconds per segment. */
  displaced(): string | null
  /** Takes back, durably, what a rejected `write` left. When it rejects, the next `write` begins a new segment. */
  cut(): Promise<void>
  /** Makes folder, lock and names ours again; says what it did. Rejects when the record is damaged or there is no room. */
  stand(): Promise<readonly string[]>
}

export function tailOf({ disk, dir, segmentBytes, lock, segments }: TailSettings): Tail {
  /** Bytes behind the durable size of the last segment are ours. */
  let isDirty = false
  /** No more goes into the last segment: a sync of its descriptor has failed, or its end could not be cut. */
  let isSealed = false
  /** The name of a segment that may or may not last. */
  let stray: string | null = null

  const last = (): Segment | undefined => segments.at(-1)
  const head = (): JournalReference | null => last()?.head ?? null

  const append = async (segment: Segment, lines: Buffer, end: JournalReference): Promise<void> => {
    isDirty = true
    // At its place, not at the end: somebody else may be adding to the file just now.
    await writeAll(segment.file, lines, segment.size)
    await synced(segment)
    // Who removed the file meanwhile has removed these lines with it.
    expectOwn(segment)
    isDirty = false
    segment.size += lines.length
    segment.head = end
  }

  const synced = async ({ file }: Segment): Promise<void> => {
    try {
      await file.datasync()
    } catch (error) {
      isSealed = true
      throw error
    }
  }

  /** A segment gets its name when its first lines are on disk: it is there whole, or not at all. */
  const begin = async (first: number, lines: Buffer, end: JournalReference): Promise<void> => {
    const path = segmentPath(dir, first)
    const made = await draft(disk, path, (file) => writeAll(file, lines, 0))
    try {
      await link(made.name, path)
      stray = path
      await rm(made.name)
      await syncFolder(disk, dir)
    } catch (error) {
      await discard(made)
      throw error
    }
    stray = null
    const { file, identity } = made
    const before = last()
    segments.push({ first, path, file, identity, size: lines.length, head: end })
    // Lines that could not be cut are void from now on; without them the files also verify off-line.
    if (before && isDirty) await cutByAnother(disk, before.file, before.size).catch(() => {})
    isSealed = false
    isDirty = false
  }

  const isForeign = (segment: Segment, size: bigint): boolean =>
    displaced(segment.path, segment.identity) !== null ||
    // Behind the end of a sealed segment there may be lines of our own that could not be cut.
    (!(segment === last() && isSealed) && Number(size) !== segment.size)

  return {
    head,
    async write(lines, end) {
      const segment = last()
      if (segment) expectOwn(segment)
      if (segment && !isSealed) await expectUntouched(segment)
      if (segment && !isSealed && segment.size + lines.length <= segmentBytes) await append(segment, lines, end)
      else await begin((head()?.sequence ?? -1) + 1, lines, end)
    },
    displaced() {
      const wrong = segments.map((segment) => displaced(segment.path, segment.identity))
      return wrong.find((reason) => reason !== null) ?? lock.displaced()
    },
    async cut() {
      if (stray !== null) {
        await rm(stray, { force: true })
        await syncFolder(disk, dir)
        stray = null
      }
      const segment = last()
      if (!segment || !isDirty) return
      try {
        await segment.file.truncate(segment.size)
        if (!isSealed) await synced(segment)
      } catch {
        isSealed = true
      }
      if (isSealed) await cutByAnother(disk, segment.file, segment.size)
      isDirty = false
    },
    async stand() {
      await makeFolder(disk, dir)
      await lock.retake()
      const done = [...(await clearStrangers(dir, segments))]
      for (const [place, segment] of segments.entries()) {
        const { size } = await segment.file.stat({ bigint: true })
        if (!isForeign(segment, size)) continue
        done.push(await restore(disk, segment, segments[place - 1]?.head ?? null))
        if (segment === last()) isSealed = false
      }
      await syncFolder(disk, dir)
      await expectRoom(disk, dir)
      return done
    },
  }
}

/** Room for a change and its outcome, not only for the entry that says that there is room again. */
const roomBytes = 64 * 1024

async function expectRoom(disk: Disk, dir: string): Promise<void> {
  await discard(await draft(disk, segmentPath(dir, 0), (file) => writeAll(file, Buffer.alloc(roomBytes), 0)))
}

function expectOwn({ path, identity }: Segment): void {
  const reason = displaced(path, identity)
  if (reason) throw new JournalUnusable(reason)
}

async function expectUntouched({ path, file, size }: Segment): Promise<void> {
  const found = await file.stat({ bigint: true })
  if (Number(found.size) !== size)
    throw new JournalUnusable(`${path} has ${found.size} bytes, expected ${size}: somebody else wrote to it`)
}
