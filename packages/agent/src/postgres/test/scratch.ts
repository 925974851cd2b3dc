import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { findOwner } from '../owner.ts'
import { type EmbeddedPostgres, startPostgres } from '../index.ts'
import { readPostmaster } from '../postmaster.ts'
import { stopServer } from '../server.ts'

export interface Scratch extends AsyncDisposable {
  /** A folder of this test's own, closed to other users unless said otherwise. */
  readonly folder: string
}

/** Ends what still runs on the data directories below it, and removes them wherever their data are. */
export async function makeScratch(mode = 0o700, dataDirs: readonly string[] = ['data']): Promise<Scratch> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'postgres-test-'))
  await chmod(folder, mode)
  const clean = async (dataDir: string) => {
    const home = await realpath(join(folder, dataDir, 'postgres')).catch(() => undefined)
    if (home === undefined) return
    const place = { home, base: folder, owner: await findOwner() }
    await stopServer(place, await serverOf(home))
    await rm(home, { recursive: true, force: true })
  }
  const dispose = async () => {
    for (const dataDir of dataDirs) await clean(dataDir)
    await rm(folder, { recursive: true, force: true })
  }
  return { folder, [Symbol.asyncDispose]: dispose }
}

async function serverOf(home: string): Promise<number> {
  const found = await readPostmaster(join(home, 'cluster'))
  // A number no process has, where nothing runs.
  return found.kind === 'ours' ? found.pid : 2 ** 30
}

export const silent = { info: () => undefined, error: () => undefined }
export const never = new AbortController().signal

export function start(dataDir: string): Promise<EmbeddedPostgres> {
  return startPostgres({ dataDir, signal: never, log: silent })
}

/** Runs one statement as the agent would, on a connection of its own. */
export async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows.map((row) => Object.values(row)[0])
  } finally {
    await client.end()
  }
}
