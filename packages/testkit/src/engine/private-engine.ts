import { mkdir, writeFile } from 'node:fs/promises'
import { type ServerTls, startContainerd, startDockerd, writeSettings, writeTls } from './daemons.ts'
import { guard } from './guardian.ts'
import { layoutIn } from './layout.ts'
import { destroyEngine } from './leftovers.ts'
import { makeNetwork } from './namespace.ts'
import { ownWitness } from './orphans.ts'
import { signal, untilGone } from './processes.ts'

export interface PrivateEngine extends AsyncDisposable {
  readonly socketPath: string
  readonly dir: string
  /** The process id of dockerd now; another one after `restart`. */
  readonly pid: () => number
  /** Ends the engine and removes all that it made: containers, networks, mounts, its folder. May be called twice. */
  readonly stop: () => Promise<void>
  /** kill -9 of dockerd. Its containers run on, as containerd does. */
  readonly kill: () => Promise<void>
  /** Starts dockerd again after `kill`, or ends it in its own way and starts it. Waits until it answers. */
  readonly restart: () => Promise<void>
}

export interface PrivateEngineOptions {
  /** A folder that does not exist or is empty; at most 90 bytes, as a socket's path must stay short. */
  readonly dir: string
  /** Do containers run on while the daemon is away? */
  readonly liveRestore: boolean
  /** It listens with TLS too, at `tlsPort` of its own network; see `newTlsEngine`. */
  readonly tls?: ServerTls
}

/**
 * Starts a Docker engine of our own beside whatever the machine runs. Needs root, dockerd, containerd, iptables and iproute2.
 * It never outlives the process that started it.
 */
export async function startPrivateEngine({ dir, liveRestore, tls }: PrivateEngineOptions): Promise<PrivateEngine> {
  const layout = layoutIn(dir)
  if (Buffer.byteLength(layout.socketPath) > 100) throw new Error(`${dir} is too long for a socket: at most 90 bytes`)
  await mkdir(dir, { recursive: true, mode: 0o700 })
  try {
    await writeFile(layout.owner, await ownWitness())
    await guard(dir)
    await makeNetwork(layout.network)
    if (tls) await writeTls(layout, tls)
    await writeSettings(layout, { liveRestore, hasTls: tls !== undefined })
    await startContainerd(layout)
    let pid = await startDockerd(layout)

    const end = async (how: NodeJS.Signals): Promise<void> => {
      signal(pid, how)
      await untilGone(pid, 30_000)
    }
    const stop = (): Promise<void> => destroyEngine(dir)
    return {
      socketPath: layout.socketPath,
      dir,
      pid: () => pid,
      stop,
      kill: () => end('SIGKILL'),
      restart: async () => {
        await end('SIGTERM')
        pid = await startDockerd(layout)
      },
      [Symbol.asyncDispose]: stop,
    }
  } catch (error) {
    await destroyEngine(dir)
    throw error
  }
}
