import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import type { Binaries } from './binaries.ts'
import { accessRulesOf, childEnvironment, clusterOf, identityOf, userMapOf } from './cluster.ts'
import { lastLines, PostgresFailure } from './failure.ts'
import { connectKeeper } from './keeper.ts'
import type { Place } from './place.ts'
import { disown, readPostmaster, serves } from './postmaster.ts'
import { findSocketFolder, makeSocketFolder, removeShortFolder, socketLockOf } from './socket.ts'

export interface Server {
  readonly pid: number
  readonly socketFolder: string
  readonly keeper: pg.Client
  /** Whether it outlived the agent that started it. */
  readonly orphan: boolean
}

const pollMs = 20
const logOf = (place: Place) => join(place.home, 'postgres.log')

/** The running server of the cluster: an orphan that answers, or else a new one. Up to 60 s, for a recovery after a crash. */
export async function reachServer(place: Place, binaries: Binaries, signal: AbortSignal): Promise<Server> {
  const cluster = clusterOf(place)
  const deadline = AbortSignal.timeout(60_000)
  const ended = AbortSignal.any([signal, deadline])
  let child: ChildProcess | undefined
  try {
    for (;;) {
      const postmaster = await readPostmaster(cluster)
      if (postmaster.kind === 'ours') {
        const { pid, ready } = postmaster
        const socketFolder = ready ? await findSocketFolder(place) : undefined
        const keeper = socketFolder && (await connectKeeper(socketFolder, cluster))
        if (socketFolder && keeper) return { pid, socketFolder, keeper, orphan: pid !== child?.pid }
      } else if (!child) {
        if (postmaster.kind === 'stranger') await disown(cluster, socketLockOf(place), place.owner.other)
        child = await launch(place, binaries)
      } else if (child.exitCode !== null || child.signalCode !== null) {
        throw new PostgresFailure(`PostgreSQL ended at its start. ${await lastWords(place)}`)
      }
      await delay(pollMs, undefined, { signal: ended })
    }
  } catch (error) {
    if (child?.pid !== undefined) await stopServer(place, child.pid)
    if (signal.aborted || !deadline.aborted) throw error
    throw new PostgresFailure(`PostgreSQL does not answer within 60 s. ${await lastWords(place)}`)
  }
}

// Detached: Ctrl-C on the agent's terminal must not end the database before the agent has stored its last words.
async function launch(place: Place, binaries: Binaries): Promise<ChildProcess> {
  await rename(logOf(place), `${logOf(place)}.1`).catch(() => undefined)
  await using log = await open(logOf(place), 'a', 0o600)
  const settings = {
    listen_addresses: '',
    unix_socket_directories: `"${(await makeSocketFolder(place)).replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    hba_file: accessRulesOf(place),
    ident_file: userMapOf(place),
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    // Statements that fail are the agent's to report; with their data they would fill a log that nobody reads.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    max_wal_size: '256MB',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(binaries.postgres, ['-D', clusterOf(place), ...options], {
    ...identityOf(place.owner.other),
    cwd: '/',
    env: childEnvironment,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  await once(child, 'spawn')
  child.unref()
  return child
}

/** Ends the server and waits: a fast shutdown within 20 s, or else an immediate one within 10 s, from which it recovers. */
export async function stopServer(place: Place, pid: number): Promise<void> {
  const cluster = clusterOf(place)
  if (await serves(pid, cluster)) await removeShortFolder(place)
  for (const { kind, withinMs } of [
    { kind: 'SIGINT', withinMs: 20_000 },
    { kind: 'SIGQUIT', withinMs: 10_000 },
  ] as const) {
    const deadline = AbortSignal.timeout(withinMs)
    if (await serves(pid, cluster)) process.kill(pid, kind)
    while (await serves(pid, cluster)) {
      if (deadline.aborted) break
      await delay(pollMs)
    }
    if (!deadline.aborted) return
  }
  throw new PostgresFailure(`PostgreSQL (process ${pid}) does not end. ${await lastWords(place)}`)
}

/** The last lines of the server's log. */
export async function lastWords(place: Place): Promise<string> {
  return lastLines(await readFile(logOf(place), 'utf8').catch(() => ''))
}
