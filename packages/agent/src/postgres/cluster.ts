import { spawn } from 'node:child_process'
import { chmod, chown, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { errorCode, lastLines, PostgresFailure } from './failure.ts'
import type { Account } from './owner.ts'
import type { Place } from './place.ts'
import { isAlive } from './postmaster.ts'

/** The role and the database of the agent; the superuser serves this folder's own code alone. */
export const names = { superuser: 'postgres', role: 'devops_ai', database: 'devops_ai' } as const

export const clusterOf = (place: Place): string => join(place.home, 'cluster')
export const accessRulesOf = (place: Place): string => join(place.home, 'pg_hba.conf')
export const userMapOf = (place: Place): string => join(place.home, 'pg_ident.conf')

/** What a child of ours gets to know: none of the agent's environment, which holds secrets. */
export const childEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } as const

export const identityOf = (account: Account | undefined) => (account ? { uid: account.uid, gid: account.gid } : {})

/** Makes the cluster if there is none, and writes who may connect: the agent's own system user, vouched for by the kernel. */
export async function prepareCluster(place: Place, binaries: Binaries, signal: AbortSignal): Promise<void> {
  const { agent } = place.owner
  const roles = [names.superuser, names.role]
  await writeFor(accessRulesOf(place), `local all ${roles.join(',')} peer map=agent\n`)
  await writeFor(userMapOf(place), roles.map((role) => `agent "${agent}" ${role}\n`).join(''))
  const present = await stat(clusterOf(place)).catch(() => undefined)
  if (!present) await makeCluster(place, binaries, signal)
}

async function writeFor(path: string, text: string): Promise<void> {
  await writeFile(path, text)
  await chmod(path, 0o644)
}

// Whole or absent: a cluster gets its name only when initdb has written all of it to the disk.
async function makeCluster(place: Place, binaries: Binaries, signal: AbortSignal): Promise<void> {
  await removeAbandoned(place.home)
  const growing = join(place.home, `initialising-${process.pid}`)
  await mkdir(growing, { mode: 0o700 })
  try {
    if (place.owner.other) await chown(growing, place.owner.other.uid, place.owner.other.gid)
    await initdb(binaries, growing, place.owner.other, signal)
    await rename(growing, clusterOf(place))
    await using folder = await open(place.home, 'r')
    await folder.sync()
  } catch (error) {
    await rm(growing, { recursive: true, force: true, maxRetries: 5 })
    const code = errorCode(error)
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  }
}

async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = Number(/^initialising-(\d+)$/.exec(name)?.[1] ?? Number.NaN)
    const abandoned = pid === process.pid || (pid > 0 && !isAlive(pid))
    if (abandoned) await rm(join(home, name), { recursive: true, force: true, maxRetries: 5 })
  }
}

function initdb(binaries: Binaries, folder: string, account: Account | undefined, signal: AbortSignal): Promise<void> {
  const options = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const child = spawn(
    binaries.initdb,
    ['-D', folder, '-U', names.superuser, '--auth=peer', '--no-instructions', ...options],
    { ...identityOf(account), cwd: '/', env: childEnvironment, stdio: ['ignore', 'pipe', 'pipe'], signal },
  )
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new PostgresFailure(`PostgreSQL's initdb cannot run: ${error.message}`)))
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new PostgresFailure(`PostgreSQL's initdb failed in ${folder}. ${lastLines(said)}`))
    })
  })
}
