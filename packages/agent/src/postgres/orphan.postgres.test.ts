import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { identityOf } from './cluster.ts'
import { findOwner } from './owner.ts'
import { isAlive, readPostmaster } from './postmaster.ts'
import { makeScratch, query, start } from './test/scratch.ts'

const Started = z.object({ url: z.string(), pid: z.number() })

function spawnAgent(dataDir: string) {
  return spawn(process.execPath, [join(import.meta.dirname, 'test', 'agent.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** An agent that wrote a row and was then killed without a chance to clean up. */
async function killedAgent(dataDir: string): Promise<z.infer<typeof Started>> {
  const agent = spawnAgent(dataDir)
  const [line] = await once(agent.stdout, 'data')
  const started = Started.parse(JSON.parse(String(line)))
  await query(started.url, 'create table note as select 42 as answer')
  agent.kill('SIGKILL')
  await once(agent, 'close')
  return started
}

test('a server whose agent was killed is taken over, and ended by the agent that took it', async () => {
  await using scratch = await makeScratch()
  const dataDir = join(scratch.folder, 'data')
  const orphan = await killedAgent(dataDir)
  expect(isAlive(orphan.pid)).toBe(true)

  const postgres = await start(dataDir)
  expect(postgres.pid).toBe(orphan.pid)
  expect(await query(postgres.url, 'select answer from note')).toEqual([42])
  await postgres.stop()
  expect(await readPostmaster(join(postgres.home, 'cluster'))).toEqual({ kind: 'none' })
})

test('a server killed together with its agent is started again and recovers', async () => {
  await using scratch = await makeScratch()
  const dataDir = join(scratch.folder, 'data')
  const orphan = await killedAgent(dataDir)
  process.kill(orphan.pid, 'SIGKILL')

  await using postgres = await start(dataDir)
  expect(postgres.pid).not.toBe(orphan.pid)
  expect(await query(postgres.url, 'select answer from note')).toEqual([42])
})

test('a process that merely got the number of a dead server is neither taken for it nor harmed', async () => {
  await using scratch = await makeScratch()
  const dataDir = join(scratch.folder, 'data')
  const first = await start(dataDir)
  await first.stop()
  const { other } = await findOwner()
  const stranger = spawn('sleep', ['60'], { ...identityOf(other), stdio: 'ignore' })
  await once(stranger, 'spawn')
  const cluster = join(first.home, 'cluster')
  await writeFile(join(cluster, 'postmaster.pid'), `${stranger.pid}\n${cluster}\n0\n5432\n/nowhere\n\n 0 0\nready\n`)

  await using postgres = await start(dataDir)
  expect(await query(postgres.url, 'select 1')).toEqual([1])
  expect(stranger.exitCode).toBeNull()
  expect(isAlive(stranger.pid ?? 0)).toBe(true)
  stranger.kill()
})

test('of two agents that start at one moment on a new data directory, exactly one gets it', async () => {
  await using scratch = await makeScratch()
  const dataDir = join(scratch.folder, 'data')
  const agents = [spawnAgent(dataDir), spawnAgent(dataDir)]
  const started = agents.map(async (agent) => Started.parse(JSON.parse(String((await once(agent.stdout, 'data'))[0]))))
  const refused = agents.map(async (agent) => text(agent.stderr))
  const { url } = await Promise.race(started)
  expect(await Promise.race(refused)).toContain(`Another agent is running on the data directory ${dataDir}.`)
  expect(await query(url, 'select 1')).toEqual([1])
  for (const agent of agents) agent.kill('SIGKILL')
})
