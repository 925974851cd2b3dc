import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { call, dockerAt } from '../docker/api.ts'
import { importBusybox } from '../docker/busybox.ts'
import { runContainer } from '../docker/container.ts'
import { inspectContainer } from '../docker/inspect.ts'
import { untilStatus } from '../docker/wait.ts'
import { engineAt } from './find.ts'
import { processesOf } from './processes.ts'
import { newPrivateEngine } from './throw-away.ts'

const sleeper = { name: 'sleeper', cmd: ['sleep', '600'] } as const
const image = { repo: 'devops-ai-test', tag: 'engine', label: 'devops-ai.test=engine' } as const

test('a private engine leaves nothing behind, even with a container that still runs', async () => {
  const engine = await newPrivateEngine()
  await using api = dockerAt(engine.socketPath)
  await runContainer(api, { ...sleeper, image: await importBusybox(api, image) })
  await engine.stop()

  expect(await engineAt(engine.socketPath)).toBeUndefined()
  expect(await processesOf(engine.dir)).toEqual([])
  expect(existsSync(engine.dir)).toBe(false)
  expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(engine.dir)
  await engine.stop()
})

test('with live-restore a killed daemon leaves its containers alone, and finds them again', async () => {
  await using engine = await newPrivateEngine({ liveRestore: true })
  await using api = dockerAt(engine.socketPath)
  const id = await runContainer(api, { ...sleeper, image: await importBusybox(api, image) })
  const before = await inspectContainer(api, id)

  await engine.kill()
  expect(await engineAt(engine.socketPath)).toBeUndefined()
  await engine.restart()

  const after = await inspectContainer(api, id)
  expect(after.State).toMatchObject({ Running: true, Pid: before.State.Pid, StartedAt: before.State.StartedAt })
})

test('without live-restore a killed daemon takes its containers with it when it comes back', async () => {
  await using engine = await newPrivateEngine({ liveRestore: false })
  await using api = dockerAt(engine.socketPath)
  const id = await runContainer(api, { ...sleeper, image: await importBusybox(api, image) })
  await engine.kill()
  await engine.restart()
  await untilStatus(api, id, 'exited', 60_000)
})

test('two private engines know nothing of each other', async () => {
  await using first = await newPrivateEngine()
  await using second = await newPrivateEngine()
  await using here = dockerAt(first.socketPath)
  await using there = dockerAt(second.socketPath)
  await runContainer(here, { ...sleeper, image: await importBusybox(here, image) })
  const list = await call(there, { method: 'GET', path: '/containers/json', query: { all: 'true' } }, [200])
  expect(list.json).toEqual([])
})
