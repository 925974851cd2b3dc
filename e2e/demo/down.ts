import {
  databaseHome,
  destroyEngine,
  dockerAt,
  engineAt,
  forgetDatabase,
  processesOf,
  removeShop,
  signal,
  untilGone,
} from '@devops-ai/testkit'
import { readFile } from 'node:fs/promises'
import { forgetState, loadState } from './state.ts'
import type { Tell } from './tell.ts'

/** Removes all of a demo, whether it still runs or was killed: services, shop, private engine, configuration. */
export async function takeDown(tell: Tell): Promise<number> {
  const state = await loadState()
  if (!state) {
    tell.stage('down', 'there is no demo: nothing to remove')
    return 0
  }
  if (await isDemo(state.pid)) {
    signal(state.pid, 'SIGTERM')
    await untilGone(state.pid, 60_000)
  }
  for (const pid of await processesOf(state.dir)) await end(pid, 'SIGTERM')
  await endDatabase(state.dir)
  if (await engineAt(state.socketPath)) await removeShop(dockerAt(state.socketPath), state.run)
  if (state.engineDir !== null) await destroyEngine(state.engineDir)
  await forgetState()
  tell.stage('down', `run ${state.run} is removed`)
  return 0
}

/** A database outlives an agent that was killed. Its first process ends the others; SIGINT is its fast and clean way. */
async function endDatabase(dir: string): Promise<void> {
  const home = await databaseHome(dir)
  const [postmaster] = home === null ? [] : await processesOf(home)
  if (postmaster !== undefined) await end(postmaster, 'SIGINT')
  await forgetDatabase(dir)
}

async function end(pid: number, how: NodeJS.Signals): Promise<void> {
  signal(pid, how)
  await untilGone(pid, 20_000)
}

/** Is the process a demo? Its id may have been given to another program since. */
export async function isDemo(pid: number): Promise<boolean> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return commandLine.includes('e2e/demo/main.ts')
}
