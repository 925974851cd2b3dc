import { link, open, rename, stat, unlink } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { displaced } from './disk.ts'
import { JournalUnusable } from './unusable.ts'

const lockName = 'gateway.lock'
const attempts = 5

export interface FolderLock extends AsyncDisposable {
  /** Why the lock keeps nobody away any more, or null: its file is not in the folder of that name. */
  displaced(): string | null
}

/**
 * Keeps a second gateway away from the folder. The lock is a listening socket in it: the kernel ends it with the
 * process, however that ends, so that a lock left behind by kill -9 answers nobody and is taken over. Process numbers
 * would not do: two containers have the same ones.
 */
async function lockFolder(dir: string, unique: string): Promise<FolderLock> {
  await using opening = new AsyncDisposableStack()
  const folder = opening.use(await open(dir))
  // By its descriptor, because the path of a socket may have 107 bytes only.
  const path = `/proc/self/fd/${folder.fd}/${lockName}`
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const server = await listen(path)
    if (server) {
      opening.defer(() => new Promise((done) => server.close(() => done())))
      const own = await stat(path, { bigint: true })
      const open = opening.move()
      const whatIsWrong = (): string | null => displaced(join(dir, lockName), own)
      return {
        displaced: whatIsWrong,
        async [Symbol.asyncDispose]() {
          // Closing the server removes whatever has its name: without the folder it does not find another's lock.
          if (whatIsWrong()) await folder.close()
          await open.disposeAsync()
        },
      }
    }
    if (await answers(path)) break
    await removeStale(path, `${path}.${unique}`)
  }
  throw new JournalUnusable(
    `${dir} is in use by another gateway, expected one gateway for each journal: stop the other one first`,
  )
}

export interface KeptLock extends FolderLock {
  /** Takes the lock again where it keeps nobody away any more. Throws when another gateway has it meanwhile. */
  retake(): Promise<void>
}

/** The lock of the folder that has the name `dir`, whichever folder that is. */
export async function keptLock(dir: string, mintUnique: () => string): Promise<KeptLock> {
  let lock = await lockFolder(dir, mintUnique())
  return {
    displaced: () => lock.displaced(),
    async retake() {
      if (!lock.displaced()) return
      await lock[Symbol.asyncDispose]()
      lock = await lockFolder(dir, mintUnique())
    },
    [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose](),
  }
}

/** The server, or null when the path is taken. */
function listen(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null)
      else reject(new JournalUnusable(`the lock ${lockName} cannot be made: ${error.message}`))
    })
    server.listen(path, () => resolve(server.unref()))
  })
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const end = (alive: boolean): void => {
      socket.destroy()
      resolve(alive)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}

/** Moved away first and asked again there: another opener may have put its own, living lock in the place meanwhile. */
async function removeStale(path: string, aside: string): Promise<void> {
  try {
    await rename(path, aside)
    if (await answers(aside)) await link(aside, path)
    await unlink(aside)
  } catch {
    // Another opener was quicker; the next attempt sees its lock.
  }
}
