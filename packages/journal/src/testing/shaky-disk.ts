import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Disk, type OpenFile, realDisk } from '../disk.ts'

/** What may fail, each as the kernel lets it fail. `short` writes a part first, `sync` loses a part of what was written. */
export type Fault = 'write' | 'short' | 'sync' | 'truncate' | 'folder' | 'open'

/** A file as it is in memory, and as it is on the platter. */
interface Inode {
  cached: Buffer
  platter: Buffer
  /** Ranges of `cached` that the next sync writes. What a failed sync lost is in none of them. */
  dirty: (readonly [from: number, to: number])[]
}

/**
 * Real files in one folder, on a disk that fails when told to, and a model of what a power cut would leave of them.
 * It takes a sync that failed for the worst: the lost blocks count as clean, so no later sync writes them, and on that
 * descriptor none does anything any more, though it says so.
 */
export class ShakyDisk implements Disk {
  readonly dir: string
  /** Failures to come, in order. */
  readonly faults: Fault[] = []
  /** Gives numbers from 0 up to 1; decides what is lost. */
  readonly #chance: () => number
  readonly #inodes = new Map<bigint, Inode>()
  /** The names that last. */
  #names = new Map<string, Inode>()
  /** Nothing is done any more, as when the process was killed. */
  isDead = false
  /** Writes, cuts and syncs begun and ended so far. */
  moments = 0
  /** How many more of them the process lives; for ever where it is null. */
  livesFor: number | null = null
  /** Called at each of them. */
  watch: () => void = () => {}

  constructor(dir: string, chance: () => number) {
    this.dir = dir
    this.#chance = chance
  }

  async open(path: string, flags: string, mode?: number): Promise<OpenFile> {
    if (path !== this.dir) this.#fail('open', 'EMFILE')
    const file = await realDisk.open(path, flags, mode)
    if (path === this.dir) return this.#folder(file)
    const { ino, size } = await file.stat({ bigint: true })
    if (flags.includes('x') || !this.#inodes.has(ino)) {
      const zeros = Buffer.alloc(Number(size))
      this.#inodes.set(ino, { cached: zeros, platter: zeros, dirty: [] })
    }
    return this.#file(file, this.#inodes.get(ino) ?? { cached: Buffer.alloc(0), platter: Buffer.alloc(0), dirty: [] })
  }

  #moment(): void {
    this.moments += 1
    this.watch()
    if (this.livesFor !== null) this.livesFor -= 1
    if (this.livesFor !== null && this.livesFor < 0) this.isDead = true
  }

  #fail(fault: Fault, code: string): void {
    if (this.isDead) throw new Error('killed')
    if (this.faults[0] !== fault) return
    this.faults.shift()
    throw Object.assign(new Error(`${code}: let fail by the test`), { code })
  }

  #folder(file: OpenFile): OpenFile {
    const sync = async (): Promise<void> => {
      this.#moment()
      if (this.faults[0] === 'folder' && this.#chance() < 0.5) this.#names = this.#namesNow()
      this.#fail('folder', 'EIO')
      await file.sync()
      this.#names = this.#namesNow()
      this.#moment()
    }
    return { ...methodsOf(file), sync, datasync: sync }
  }

  #file(file: OpenFile, inode: Inode): OpenFile {
    let hasFailed = false
    const sync = async (real: () => Promise<void>): Promise<void> => {
      this.#moment()
      if (this.faults[0] === 'sync' && !this.isDead) {
        inode.platter = this.#partlyWritten(inode)
        inode.dirty = []
        hasFailed = true
      }
      this.#fail('sync', 'EIO')
      if (hasFailed) return
      await real()
      inode.platter = written(inode, inode.dirty, inode.cached.length)
      inode.dirty = []
      this.#moment()
    }
    return {
      ...methodsOf(file),
      write: async (buffer, offset, length, position) => {
        this.#moment()
        this.#fail('write', 'ENOSPC')
        const part = this.faults[0] === 'short' ? Math.floor(length * this.#chance()) : length
        if (part > 0) {
          await file.write(buffer, offset, part, position)
          const grown = Buffer.alloc(Math.max(inode.cached.length, position + part))
          inode.cached.copy(grown)
          buffer.copy(grown, position, offset, offset + part)
          inode.cached = grown
          inode.dirty.push([position, position + part])
          this.#moment()
        }
        this.#fail('short', 'ENOSPC')
        return { bytesWritten: part }
      },
      truncate: async (size) => {
        this.#moment()
        this.#fail('truncate', 'EIO')
        await file.truncate(size)
        inode.cached = inode.cached.subarray(0, size)
        inode.dirty = inode.dirty.filter(([from]) => from < size).map(([from, to]) => [from, Math.min(to, size)])
        this.#moment()
      },
      datasync: () => sync(() => file.datasync()),
      sync: () => sync(() => file.sync()),
    }
  }

  /** Some of the sectors that were to be written, and a size between the old one and the new. */
  #partlyWritten(inode: Inode): Buffer {
    const sectors = inode.dirty.flatMap(([from, to]) =>
      Array.from(
        { length: Math.ceil((to - from) / 512) },
        (_, n) => [from + n * 512, Math.min(to, from + n * 512 + 512)] as const,
      ),
    )
    const before = inode.platter.length
    const size = before + Math.round((inode.cached.length - before) * Math.min(1, this.#chance() * 1.5))
    return written(
      inode,
      sectors.filter(() => this.#chance() < 0.7),
      size,
    )
  }

  #namesNow(): Map<string, Inode> {
    const found = new Map<string, Inode>()
    for (const name of readdirSync(this.dir)) {
      const inode = this.#inodes.get(statSync(join(this.dir, name), { bigint: true }).ino)
      if (inode) found.set(name, inode)
    }
    return found
  }

  /** Writes into `to` what might be found after a power cut at this moment. */
  leave(to: string): void {
    mkdirSync(to)
    const now = this.#namesNow()
    for (const name of new Set([...this.#names.keys(), ...now.keys()])) {
      const inode = this.#chance() < 0.5 ? now.get(name) : this.#names.get(name)
      if (inode) writeFileSync(join(to, name), this.#partlyWritten(inode))
    }
  }
}

/** The platter after these ranges were written, at that size. */
function written({ cached, platter }: Inode, ranges: Inode['dirty'], size: number): Buffer {
  const after = Buffer.alloc(Math.max(size, platter.length))
  platter.copy(after)
  for (const [from, to] of ranges) cached.copy(after, from, from, to)
  return after.subarray(0, size)
}

const methodsOf = (file: OpenFile): OpenFile => ({
  fd: file.fd,
  stat: (options) => file.stat(options),
  read: (buffer, offset, length, position) => file.read(buffer, offset, length, position),
  write: (buffer, offset, length, position) => file.write(buffer, offset, length, position),
  truncate: (size) => file.truncate(size),
  datasync: () => file.datasync(),
  sync: () => file.sync(),
  close: () => file.close(),
})
