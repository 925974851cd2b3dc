import { freePort, mustRun, startProcess } from '@devops-ai/testkit'
import { randomUUID } from 'node:crypto'
import { chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/** A PostgreSQL server of the system's own package that is reached over TCP, with a password. */
export interface PostgresServer extends AsyncDisposable {
  /** Of its superuser. */
  readonly url: string
}

const versions = '/usr/lib/postgresql'

/** Starts Debian's server on a free port of the loopback address, with a folder of its own that is gone at the end. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const found = await readdir(versions).catch(() => [])
  const version = found.toSorted((a, b) => Number(a) - Number(b)).at(-1)
  if (version === undefined) throw new Error('Debian’s PostgreSQL is missing: apt-get install postgresql')
  const program = (name: string): string => join(versions, version, 'bin', name)
  const dir = await mkdtemp(join(tmpdir(), 'devops-ai-server-'))
  try {
    const data = join(dir, 'data')
    const passwordFile = join(dir, 'password')
    const password = randomUUID()
    await writeFile(passwordFile, password, { mode: 0o600 })
    const asWhom = await ownerOf([dir, passwordFile])
    const [command, ...args] = [...asWhom, program('initdb')]
    await mustRun(command, [...args, '-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`])
    const port = await freePort()
    const [start, ...startArgs] = [...asWhom, program('postgres')]
    const server = await startProcess({
      name: 'PostgreSQL',
      command: start,
      args: [...startArgs, '-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-k', ''],
    })
    await server.waitForLine(/ready to accept connections/, 60_000)
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      async [Symbol.asyncDispose]() {
        server.kill('SIGINT')
        await server.exited
        await rm(dir, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(dir, { recursive: true, force: true })
    throw error
  }
}

/** PostgreSQL refuses to run as root: then as the user of its package, who gets these files. The begin of a command. */
async function ownerOf(paths: readonly string[]): Promise<readonly string[]> {
  if (userInfo().uid !== 0) return []
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (which) => Number(await mustRun('id', [which, 'postgres']))),
  )
  for (const path of paths) await chown(path, uid ?? 0, gid ?? 0)
  return ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups']
}
