import { chmod, lstat, mkdir, mkdtemp, realpath, rmdir, stat, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode, PostgresFailure } from './failure.ts'
import type { Account, Owner } from './owner.ts'

/** Where PostgreSQL lives. In `home` only the folders `cluster` and `socket` belong to PostgreSQL's user. */
export interface Place {
  /** Real path of the folder with the cluster, its socket, its log and its access rules. */
  readonly home: string
  /** The folder that caches the binaries of each version. */
  readonly base: string
  readonly owner: Owner
}

// It survives a reboot, which a temporary folder would not.
const beyondDataDir = '/var/lib/devops-ai-postgres'

/**
 * Finds or makes the home of PostgreSQL: `<dataDir>/postgres`.
 * Where root's agent has a data directory that PostgreSQL's user cannot reach, that is a symbolic link to a folder
 * under /var/lib: found by whoever looks, and gone with the data directory, so old data never come back by surprise.
 */
export async function findPlace(dataDir: string, owner: Owner): Promise<Place> {
  await makeDataDir(dataDir, owner)
  const entrance = join(await realpath(dataDir), 'postgres')
  const found = await realHome(entrance)
  const home = found ?? (await makeHome(entrance, owner.other))
  refuseShellCharacters(home)
  const closed = owner.other && (await firstClosed(home, owner.other))
  if (closed)
    throw new PostgresFailure(`The user ${owner.other?.name} cannot reach ${home}: ${closed} is closed to it.`)
  return { home, base: dirname(home), owner }
}

async function makeDataDir(dataDir: string, owner: Owner): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: owner.other ? 0o711 : 0o700 })
  } catch (error) {
    const code = errorCode(error)
    if (code !== 'EEXIST' && code !== 'ENOTDIR') throw error
    throw new PostgresFailure(`The data directory ${dataDir} is, or lies below, a file; a directory is expected.`)
  }
}

// initdb asks a shell to run its neighbour `postgres`, with no more than double quotes around the path.
function refuseShellCharacters(home: string): void {
  if (!/["$`\\\n\r]/.test(home)) return
  throw new PostgresFailure(`PostgreSQL cannot live in ${home}: a path without " $ \` \\ and line breaks is expected.`)
}

async function realHome(entrance: string): Promise<string | undefined> {
  try {
    return await realpath(entrance)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  const dangling = await lstat(entrance).catch(() => undefined)
  if (!dangling) return undefined
  throw new PostgresFailure(
    `The database that ${entrance} points to is gone: put it back, or remove the link to begin with an empty one.`,
  )
}

async function makeHome(entrance: string, other: Account | undefined): Promise<string> {
  if (!other || !(await firstClosed(dirname(entrance), other))) {
    await mkdir(entrance, { recursive: true })
    await chmod(entrance, other ? 0o711 : 0o700)
    return entrance
  }
  await mkdir(beyondDataDir, { recursive: true })
  await chmod(beyondDataDir, 0o711)
  const home = await mkdtemp(join(beyondDataDir, 'agent-'))
  await chmod(home, 0o711)
  try {
    await symlink(home, entrance)
    return home
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    await rmdir(home)
    return realpath(entrance)
  }
}

/** The innermost folder on the way to `path` that the account may not pass. */
async function firstClosed(path: string, account: Account): Promise<string | undefined> {
  const { mode, uid, gid } = await stat(path)
  const passable = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
  if ((mode & passable) === 0) return path
  return path === dirname(path) ? undefined : firstClosed(dirname(path), account)
}
