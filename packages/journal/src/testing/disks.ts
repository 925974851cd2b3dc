import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const run = (command: string, ...words: readonly string[]): void => void execFileSync(command, words, { stdio: 'pipe' })

/** A file system in memory, as small as that. Mounting needs root, as the whole suite does. */
export function smallDisk(dir: string, size: string): Disposable {
  run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir)
  return { [Symbol.dispose]: () => run('umount', '--lazy', dir) }
}

export interface ThinDisk extends Disposable {
  readonly dir: string
  /** From now on what was promised cannot be written: `write` succeeds and `fdatasync` fails. */
  exhaust(): void
  replenish(): void
  /** Forgets what is in the kernel's memory alone, as a power cut does. */
  mountAgain(): void
}

/** A block device that promises more than it has: 16 MiB of ext4 in a sparse file on a file system of 1 MiB. */
export function thinDisk(folder: string): ThinDisk {
  const [backing, dir] = [join(folder, 'backing'), join(folder, 'disk')]
  for (const path of [backing, dir]) mkdirSync(path)
  const small = smallDisk(backing, '1m')
  const image = join(backing, 'image')
  writeFileSync(image, '')
  truncateSync(image, 16 * 1024 * 1024)
  run('mkfs.ext4', '-q', '-b', '4096', '-O', '^has_journal', '-E', 'lazy_itable_init=0,nodiscard', image)
  const mount = (): void => {
    run('mount', '-o', 'loop', image, dir)
    // A loop device calls a write that fell short a success: no request may be larger than what fits or does not.
    const device = basename(execFileSync('findmnt', ['-no', 'SOURCE', dir], { encoding: 'utf8' }).trim())
    writeFileSync(`/sys/block/${device}/queue/max_sectors_kb`, '4')
  }
  mount()
  const ballast = join(backing, 'ballast')
  return {
    dir,
    exhaust() {
      for (const bytes of [65_536, 4_096]) fill(ballast, bytes)
    },
    replenish: () => rmSync(ballast),
    mountAgain() {
      run('umount', dir)
      mount()
    },
    [Symbol.dispose]() {
      run('umount', '--lazy', dir)
      small[Symbol.dispose]()
    },
  }
}

/** Appends until nothing more fits. */
export function fill(path: string, bytes: number): void {
  try {
    for (;;) writeFileSync(path, Buffer.alloc(bytes, 1), { flag: 'a' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}
