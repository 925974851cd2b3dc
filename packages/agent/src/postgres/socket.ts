import { chmod, chown, mkdir, mkdtemp, realpath, rm, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from './owner.ts'
import type { Place } from './place.ts'

export const port = 5432

// The kernel's limit is 108 bytes on Linux and 104 on macOS; PostgreSQL refuses longer ones.
const longest = 100
const fits = (folder: string) => Buffer.byteLength(`${folder}/.s.PGSQL.${port}`) <= longest

const entrance = (place: Place) => join(place.home, 'socket')

/** PostgreSQL's note beside the socket of which process serves it. */
export const socketLockOf = (place: Place): string => join(entrance(place), `.s.PGSQL.${port}.lock`)

/** The real path of the socket's folder, if there is one. */
export function findSocketFolder(place: Place): Promise<string | undefined> {
  return realpath(entrance(place)).catch(() => undefined)
}

/** The folder of the socket, open to nobody but PostgreSQL's user: `<home>/socket`, a link to a short path if that is too long. */
export async function makeSocketFolder(place: Place): Promise<string> {
  const found = await findSocketFolder(place)
  if (found && (await isPrivate(found, place.owner.other))) return found
  await rm(entrance(place), { recursive: true, force: true })
  const folder = fits(entrance(place)) ? entrance(place) : await mkdtemp('/tmp/devops-ai-postgres-')
  if (folder === entrance(place)) await mkdir(folder)
  else await symlink(folder, entrance(place))
  await chmod(folder, 0o700)
  if (place.owner.other) await chown(folder, place.owner.other.uid, place.owner.other.gid)
  return folder
}

/** Removes the short folder, which nobody would look for. Called before the server ends, so that no new one uses it yet. */
export async function removeShortFolder(place: Place): Promise<void> {
  const folder = await findSocketFolder(place)
  if (!folder || folder === entrance(place)) return
  await rm(entrance(place))
  await rm(folder, { recursive: true, force: true })
}

async function isPrivate(folder: string, account: Account | undefined): Promise<boolean> {
  const { mode, uid } = await stat(folder)
  return (mode & 0o077) === 0 && (account === undefined || uid === account.uid)
}
