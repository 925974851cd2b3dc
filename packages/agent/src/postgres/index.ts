import { findBinaries } from './binaries.ts'
import { prepareCluster } from './cluster.ts'
import { PostgresFailure, toFailure } from './failure.ts'
import { lockServer, prepareDatabase, urlOf } from './keeper.ts'
import { findOwner } from './owner.ts'
import { findPlace, type Place } from './place.ts'
import { lastWords, reachServer, type Server, stopServer } from './server.ts'

export { PostgresFailure } from './failure.ts'

export interface PostgresLog {
  info(message: string): void
  error(message: string): void
}

export interface PostgresOptions {
  /** The agent's data directory; made if it is not there. The database lives in `<dataDir>/postgres`. */
  readonly dataDir: string
  /** Gives up the start. A server that has started is ended by `stop` alone. */
  readonly signal: AbortSignal
  readonly log: PostgresLog
}

export interface EmbeddedPostgres extends AsyncDisposable {
  /** For `pg`: a database of its own over a unix socket, open to the agent's system user alone. */
  readonly url: string
  readonly pid: number
  /** The real folder of the data; below /var/lib when PostgreSQL's user cannot reach the data directory. */
  readonly home: string
  /** Close every pool first. Waits until the process is gone, at most 30 s; may be called twice. */
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL, or takes over the one that an agent killed on this data directory left behind.
 * First start about 2 s, later ones much less, at most 60 s each. One agent per data directory: a second is refused.
 * Rejects with a `PostgresFailure`, whose message is a sentence for the person who starts the agent.
 */
export async function startPostgres({ dataDir, signal, log }: PostgresOptions): Promise<EmbeddedPostgres> {
  try {
    signal.throwIfAborted()
    const place = await findPlace(dataDir, await findOwner())
    const binaries = await findBinaries(place)
    await prepareCluster(place, binaries, signal)
    const server = await reachServer(place, binaries, signal)
    await claim(place, server, dataDir, signal)

    let stopping: Promise<void> | undefined
    const stop = () => {
      if (!stopping) leave(server)
      return (stopping ??= stopServer(place, server.pid))
    }
    server.keeper.on('end', () => {
      if (stopping) return
      void lastWords(place).then((words) => log.error(`PostgreSQL (process ${server.pid}) ended by itself. ${words}`))
    })
    log.info(`PostgreSQL (process ${server.pid}) ${server.orphan ? 'taken over' : 'started'} in ${place.home}`)
    const url = urlOf(server.socketFolder)
    return { url, pid: server.pid, home: place.home, stop, [Symbol.asyncDispose]: stop }
  } catch (error) {
    throw signal.aborted ? new PostgresFailure('The start of PostgreSQL was given up.') : toFailure(dataDir, error)
  }
}

// Without the lock the server is another agent's, and is left alone.
async function claim(place: Place, server: Server, dataDir: string, signal: AbortSignal): Promise<void> {
  const locked = await lockServer(server.keeper, signal).catch((error: unknown) => toFailure(dataDir, error))
  if (locked !== true) {
    leave(server)
    throw locked || new PostgresFailure(`Another agent is running on the data directory ${dataDir}.`)
  }
  try {
    await prepareDatabase(server.keeper)
  } catch (error) {
    leave(server)
    await stopServer(place, server.pid)
    throw error
  }
}

// Not awaited: a server that hangs would never close its side.
function leave(server: Server): void {
  void server.keeper.end().catch(() => undefined)
}
