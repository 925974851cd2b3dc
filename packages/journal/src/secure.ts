import { rm } from 'node:fs/promises'
import { cutByAnother, type Disk, syncFolder, writeAll } from './disk.ts'
import { groupBytes } from './group.ts'
import type { Segment } from './segments.ts'

/**
 * Makes what `replay` accepted last, and what it left out go; returns how many bytes went. The end of the last segment
 * is written once more: after a failed fdatasync it may be in the memory of the kernel only, where it counts as clean,
 * so that no later fdatasync would write it. A segment without an entry is removed. Names that were given just before
 * a crash are made to last.
 */
export async function secure(disk: Disk, dir: string, segments: Segment[]): Promise<number> {
  let gone = 0
  for (let last = segments.at(-1); last?.size === 0; last = segments.at(-1)) {
    gone += Number((await last.file.stat({ bigint: true })).size)
    await last.file.close()
    await rm(last.path)
    segments.pop()
  }
  for (const segment of segments) {
    const { size } = await segment.file.stat({ bigint: true })
    gone += Number(size) - segment.size
    if (Number(size) > segment.size || segment === segments.at(-1)) await writeEndAgain(disk, segment)
  }
  await syncFolder(disk, dir)
  return gone
}

const writeEndAgain = (disk: Disk, { file, size }: Segment): Promise<void> =>
  cutByAnother(disk, file, size, async (other) => {
    const from = Math.max(0, size - groupBytes)
    const end = Buffer.alloc(size - from)
    for (let read = 0; read < end.length;) {
      const { bytesRead } = await other.read(end, read, end.length - read, from + read)
      if (bytesRead === 0) throw new Error(`only ${from + read} bytes could be read, expected ${size}`)
      read += bytesRead
    }
    await writeAll(other, end, from)
  })
