import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from './failure.ts'
import type { Account } from './owner.ts'

/** What `postmaster.pid` says of a cluster: nobody, a process that is not its server, or its server. */
export type Postmaster =
  | { readonly kind: 'none' }
  | { readonly kind: 'stranger'; readonly pid: number }
  | { readonly kind: 'ours'; readonly pid: number; readonly ready: boolean }

/** Whether a process of that number exists and could be signalled by us. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Whether that process serves the cluster. A zombie does not; where there is no /proc, any living process may. */
export async function serves(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
  return commandLine === undefined ? isAlive(pid) : commandLine.split('\0').includes(cluster)
}

const pidFile = (cluster: string) => join(cluster, 'postmaster.pid')

/** Lines of the file: 1 process, 2 cluster, 3 start, 4 port, 5 socket folder, 6 address, 7 memory key, 8 status. */
async function readLines(cluster: string): Promise<readonly string[]> {
  try {
    return (await readFile(pidFile(cluster), 'utf8')).split('\n')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

export async function readPostmaster(cluster: string): Promise<Postmaster> {
  const lines = await readLines(cluster)
  const pid = Number(lines[0] ?? '')
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isAlive(pid)) return { kind: 'none' }
  if (!(await serves(pid, cluster))) return { kind: 'stranger', pid }
  return { kind: 'ours', pid, ready: lines[7]?.trim() === 'ready' }
}

/**
 * Makes PostgreSQL see that the file is stale although its number now belongs to another process.
 * PostgreSQL takes the number of its own parent, which is us, for stale; deleting the file instead would also
 * delete the memory key by which it notices backends that outlived their server.
 * The socket's own lock, of the same number, knows no such exception and holds nothing else.
 */
export async function disown(cluster: string, socketLock: string, account: Account | undefined): Promise<void> {
  const [, ...others] = await readLines(cluster)
  await rm(pidFile(cluster), { force: true })
  await rm(socketLock, { force: true })
  await using file = await open(pidFile(cluster), 'wx', 0o600)
  await file.writeFile([process.pid, ...others].join('\n'))
  if (account) await file.chown(account.uid, account.gid)
}
