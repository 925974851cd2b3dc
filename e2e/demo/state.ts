import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** Where the demo keeps what it must find again: its run, its engine, its configuration. */
export const demoDir = fileURLToPath(new URL('../../.demo', import.meta.url))
const statePath = join(demoDir, 'run.json')

const State = z.object({
  run: z.string(),
  /** The demo's own process. */
  pid: z.int(),
  socketPath: z.string(),
  /** The folder of a private engine; null when an existing one is used. */
  engineDir: z.string().nullable(),
  dir: z.string(),
})
export type State = z.infer<typeof State>

export async function saveState(state: State): Promise<void> {
  await mkdir(demoDir, { recursive: true, mode: 0o700 })
  await writeFile(statePath, JSON.stringify(state), { mode: 0o600 })
}

/** The demo that runs, or whose leftovers are there; null when there is none. */
export async function loadState(): Promise<State | null> {
  try {
    return State.parse(JSON.parse(await readFile(statePath, 'utf8')))
  } catch {
    return null
  }
}

export const forgetState = (): Promise<void> => rm(demoDir, { recursive: true, force: true })
