import { join } from 'node:path'

/** Where a private engine keeps what it has. Everything of it is below one folder, so that folder is all one must know to end it. */
export interface Layout {
  readonly dir: string
  readonly socketPath: string
  /** The engine's network namespace, bound to this file. */
  readonly network: string
  /** The network between the machine and the engine, where a cable is laid. */
  readonly middle: string
  /** Says of which addresses nothing may leave the machine while that network is away. */
  readonly fence: string
  readonly dockerConfig: string
  readonly dockerPid: string
  readonly dockerData: string
  readonly dockerExec: string
  readonly containerdConfig: string
  readonly containerdSocket: string
  readonly containerdRoot: string
  readonly containerdState: string
  /** Of the listener with TLS, where there is one. */
  readonly tlsCa: string
  readonly tlsCert: string
  readonly tlsKey: string
  readonly log: string
  /** Process id and start time of whoever started it. */
  readonly owner: string
}

export const layoutIn = (dir: string): Layout => ({
  dir,
  socketPath: join(dir, 's.sock'),
  network: join(dir, 'net'),
  middle: join(dir, 'middle'),
  fence: join(dir, 'fence'),
  dockerConfig: join(dir, 'daemon.json'),
  dockerPid: join(dir, 'dockerd.pid'),
  dockerData: join(dir, 'data'),
  dockerExec: join(dir, 'exec'),
  containerdConfig: join(dir, 'containerd.toml'),
  containerdSocket: join(dir, 'c.sock'),
  containerdRoot: join(dir, 'croot'),
  containerdState: join(dir, 'cstate'),
  tlsCa: join(dir, 'ca.pem'),
  tlsCert: join(dir, 'cert.pem'),
  tlsKey: join(dir, 'key.pem'),
  log: join(dir, 'log'),
  owner: join(dir, 'owner'),
})
