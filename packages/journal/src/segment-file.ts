import { statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Segment } from './segments.ts'
import { JournalUnusable, reasonOf } from './unusable.ts'

/** The segment that is being written. */
export interface SegmentFile {
  readonly segment: Segment
  /** What is wrong with the file under our name, or null. From the file system's memory: microseconds. */
  displaced(): string | null
  /** Resolves when all of `lines` is on disk. After a rejection nothing may be written here any more. */
  write(lines: Buffer): Promise<void>
  close(): Promise<void>
}

/** Creates the file of a new segment, and makes its name last. */
export async function createSegment(segment: Segment): Promise<SegmentFile> {
  const handle = await open(segment.path, 'ax', 0o600)
  const folder = await open(dirname(segment.path))
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
  return writing(segment, handle)
}

/** Opens the last segment again, and cuts off what is behind its known size. */
export async function continueSegment(segment: Segment): Promise<SegmentFile> {
  const handle = await open(segment.path, 'a', 0o600)
  await handle.truncate(segment.size)
  await handle.datasync()
  return writing(segment, handle)
}

async function writing(segment: Segment, handle: FileHandle): Promise<SegmentFile> {
  const { dev, ino } = await handle.stat({ bigint: true })

  const displaced = (): string | null => {
    try {
      const found = statSync(segment.path, { bigint: true })
      return found.dev === dev && found.ino === ino ? null : `${segment.path} was replaced by another file`
    } catch (error) {
      return `${segment.path} was removed: ${reasonOf(error)}`
    }
  }

  return {
    segment,
    displaced,
    async write(lines) {
      const reason = displaced()
      if (reason) throw new JournalUnusable(reason)
      const { size } = await handle.stat()
      if (size !== segment.size) {
        throw new JournalUnusable(
          `${segment.path} has ${size} bytes, expected ${segment.size}: somebody else wrote to it`,
        )
      }
      // A full disk may take a part of a write without an error; the next call tells.
      for (let written = 0; written < lines.length;) {
        const { bytesWritten } = await handle.write(lines, written, lines.length - written)
        if (bytesWritten === 0) throw new JournalUnusable(`${segment.path}: nothing more could be written`)
        written += bytesWritten
      }
      await handle.datasync()
      segment.size += lines.length
    },
    close: () => handle.close(),
  }
}
