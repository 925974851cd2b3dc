import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, rm, writeFile } from 'node:fs/promises'
import type { Certificate } from '../certificates.ts'
import { mustRun } from '../command.ts'
import { until } from '../until.ts'
import { engineAt } from './find.ts'
import type { Layout } from './layout.ts'
import { processFacts } from './processes.ts'

/** Only what hangs takes so long, also on a machine that does other things; what ends is noticed at once. */
const startDeadlineMs = 120_000

/** Where an engine with TLS listens in its own network. */
export const tlsPort = 2376

/** What an engine with TLS shows, and whom it lets in: whoever has a certificate of that CA. */
export interface ServerTls extends Certificate {
  readonly ca: string
}

export async function writeTls(layout: Layout, { ca, cert, key }: ServerTls): Promise<void> {
  await writeFile(layout.tlsCa, ca)
  await writeFile(layout.tlsCert, cert)
  await writeFile(layout.tlsKey, key, { mode: 0o600 })
}

/** Settings go by file alone, so that the machine's own /etc/docker/daemon.json has no say. */
export async function writeSettings(
  layout: Layout,
  { liveRestore, hasTls }: { readonly liveRestore: boolean; readonly hasTls: boolean },
): Promise<void> {
  const tls = { tlsverify: true, tlscacert: layout.tlsCa, tlscert: layout.tlsCert, tlskey: layout.tlsKey }
  const docker = {
    'data-root': layout.dockerData,
    'exec-root': layout.dockerExec,
    pidfile: layout.dockerPid,
    hosts: [`unix://${layout.socketPath}`, ...(hasTls ? [`tcp://0.0.0.0:${tlsPort}`] : [])],
    ...(hasTls && tls),
    containerd: layout.containerdSocket,
    'exec-opts': ['native.cgroupdriver=cgroupfs'],
    'live-restore': liveRestore,
    'shutdown-timeout': 5,
  }
  await writeFile(layout.dockerConfig, JSON.stringify(docker, null, 2))
  const containerd = [
    'version = 2',
    `root = ${JSON.stringify(layout.containerdRoot)}`,
    `state = ${JSON.stringify(layout.containerdState)}`,
    'disabled_plugins = ["io.containerd.grpc.v1.cri"]',
    '[grpc]',
    `address = ${JSON.stringify(layout.containerdSocket)}`,
  ]
  await writeFile(layout.containerdConfig, `${containerd.join('\n')}\n`)
}

/** A process group of its own: Ctrl-C at the terminal reaches the demo, which ends the engine in its own order. */
async function startDaemon(layout: Layout, command: string, args: readonly string[]): Promise<number> {
  const log = await open(layout.log, 'a')
  const child = spawn('nsenter', [`--net=${layout.network}`, command, ...args], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    // Neither proxies nor a system bus: through the bus dockerd would change the machine's firewall.
    env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`, DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nonexistent' },
  })
  await once(child, 'spawn')
  await log.close()
  child.unref()
  if (child.pid === undefined) throw new Error(`${command} has no process id`)
  return child.pid
}

export const startContainerd = (layout: Layout): Promise<number> =>
  startDaemon(layout, 'containerd', ['--config', layout.containerdConfig])

/** Starts dockerd and waits until it answers. Throws with its log's end when it does not. */
export async function startDockerd(layout: Layout): Promise<number> {
  await rm(layout.dockerPid, { force: true })
  const pid = await startDaemon(layout, 'dockerd', ['--config-file', layout.dockerConfig])
  await untilEngineAnswers(layout, pid)
  return pid
}

/** Throws with the log's end when dockerd ends instead, or says nothing for too long. */
export async function untilEngineAnswers({ socketPath, log }: Layout, pid: number): Promise<void> {
  const answering = async (): Promise<boolean> => {
    if (await engineAt(socketPath)) return true
    const facts = await processFacts(pid)
    if (facts === undefined || facts.zombie) throw new Error('dockerd ended at once')
    return false
  }
  try {
    await until(answering, { what: 'the private Docker engine to answer', deadlineMs: startDeadlineMs, everyMs: 50 })
  } catch (error) {
    const end = await mustRun('tail', ['-n', '15', log])
    throw new Error(`${String(error)}; its log ends so:\n${end}`, { cause: error })
  }
}
