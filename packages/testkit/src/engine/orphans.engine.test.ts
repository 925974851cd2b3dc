import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startProcess, type RunningProcess } from '../process.ts'
import { until } from '../until.ts'
import { destroyOrphans } from './orphans.ts'
import { processesOf, processFacts, signal, untilGone } from './processes.ts'
import { newPrivateEngine } from './throw-away.ts'

const module = fileURLToPath(new URL('./throw-away.ts', import.meta.url))

/** Another process with an engine; it waits with it for its end. */
const starter = async (): Promise<{ readonly process: RunningProcess; readonly dir: string }> => {
  const script = `import(${JSON.stringify(module)}).then(async (m) => console.log((await m.newPrivateEngine()).dir))
                  setInterval(() => {}, 1000)`
  const started = await startProcess({ name: 'starter', command: process.execPath, args: ['-e', script] })
  return { process: started, dir: await started.waitForLine(/^\//, 60_000) }
}

const kill = async (running: RunningProcess): Promise<void> => {
  running.kill('SIGKILL')
  await running.exited
}

test('an engine ends with its starter, even when that is killed', async () => {
  const { process: running, dir } = await starter()
  expect(existsSync(dir)).toBe(true)
  await kill(running)
  const gone = async () => !existsSync(dir) && (await processesOf(dir)).length === 0
  await until(gone, { what: 'the guardian to clean up and end', deadlineMs: 60_000 })
})

test('where the guardian was killed too, the next engine sweeps; it leaves those of living starters alone', async () => {
  const { process: running, dir } = await starter()
  for (const pid of await processesOf(dir)) {
    if (!(await processFacts(pid))?.commandLine.includes('guardian.ts')) continue
    signal(pid, 'SIGKILL')
    await untilGone(pid, 60_000)
  }
  await using mine = await newPrivateEngine()
  expect(existsSync(dir)).toBe(true)

  await kill(running)
  expect(await destroyOrphans()).toEqual([dir])
  expect(existsSync(dir)).toBe(false)
  expect(await processesOf(dir)).toEqual([])
  expect(existsSync(mine.socketPath)).toBe(true)
})
