import { spawn } from 'node:child_process'
import { chown, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { untilEngineAnswers } from './daemons.ts'
import { guard } from './guardian.ts'
import { type Layout, layoutIn } from './layout.ts'
import { destroyEngine } from './leftovers.ts'
import { engineFolderPrefix, ownWitness } from './orphans.ts'

/** An engine without any right on the machine: root in a user namespace of its own, somebody else outside. */
export interface RootlessEngine extends AsyncDisposable {
  /** A socket that belongs to `uid`. */
  readonly socketPath: string
  readonly uid: number
}

/** Ids that belong to nobody: the first ones that Debian gives to a user for such namespaces. */
const firstId = 100_000
const ids = 65_536

/**
 * Docker's rootless mode, from a user namespace that root maps, in the place of rootlesskit and its setuid helpers. It says
 * `mapped?` when it is there and waits for a line. It has no control groups, so it can neither limit, pause nor count.
 */
const program = ({ socketPath, dockerData, dockerExec, dockerPid, log }: Layout): string => `
  echo mapped? && read mapped
  ip link set lo up
  mount -t tmpfs none /run
  [ ! -d /etc/docker ] || mount -t tmpfs none /etc/docker
  exec dockerd --rootless --host unix://${socketPath} --group 0 --data-root ${dockerData} --exec-root ${dockerExec} \\
    --pidfile ${dockerPid} --storage-driver vfs >${log} 2>&1`

const asNobody = ['--reuid', String(firstId), '--regid', String(firstId), '--clear-groups']

/** Needs root, which it gives up, dockerd and util-linux. It never outlives the process that started it. */
export async function newRootlessEngine(): Promise<RootlessEngine> {
  const layout = layoutIn(await mkdtemp(join(tmpdir(), engineFolderPrefix)))
  const stop = (): Promise<void> => destroyEngine(layout.dir)
  try {
    await writeFile(layout.owner, await ownWitness())
    await chown(layout.dir, firstId, firstId)
    await guard(layout.dir)
    const separate = ['unshare', '--user', '--mount', '--net', 'sh', '-ec', program(layout)]
    const child = spawn('setpriv', [...asNobody, ...separate], {
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`, HOME: layout.dir, XDG_RUNTIME_DIR: layout.dir },
    })
    const said = await child.stdout.iterator({ destroyOnReturn: false }).next()
    if (said.done || child.pid === undefined) throw new Error('this machine gives no user namespace to a common user')
    for (const map of ['uid_map', 'gid_map']) await writeFile(`/proc/${child.pid}/${map}`, `0 ${firstId} ${ids}\n`)
    child.stdin.end('mapped\n')
    child.unref()
    await untilEngineAnswers(layout, child.pid)
    return { socketPath: layout.socketPath, uid: firstId, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}
