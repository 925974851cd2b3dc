import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layoutIn } from './layout.ts'
import { destroyEngine } from './leftovers.ts'
import { processFacts } from './processes.ts'

/** Folders of private engines begin so. */
export const engineFolderPrefix = 'devops-ai-engine-'

/** Ends the private engines whose starter is gone, e.g. by kill -9. Those of living starters are left alone. */
export async function destroyOrphans(parent = tmpdir()): Promise<readonly string[]> {
  const folders = (await readdir(parent)).filter((name) => name.startsWith(engineFolderPrefix))
  const orphans = await Promise.all(folders.map(async (name) => ((await isOrphan(join(parent, name))) ? [name] : [])))
  const dirs = orphans.flat().map((name) => join(parent, name))
  for (const dir of dirs) await destroyEngine(dir)
  return dirs
}

// A folder without an owner's name is being made at this moment.
const isOrphan = async (dir: string): Promise<boolean> => {
  const witness = await readFile(layoutIn(dir).owner, 'utf8').catch(() => undefined)
  if (witness === undefined) return false
  const [pid, startTime] = witness.split(' ')
  return (await processFacts(Number(pid)))?.startTime !== startTime
}

/** Names this process for ever: its id alone may be given to another one later. */
export const ownWitness = async (): Promise<string> => `${process.pid} ${(await processFacts(process.pid))?.startTime}`
