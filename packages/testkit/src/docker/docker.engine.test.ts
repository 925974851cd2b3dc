import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { startCounter } from '../counting.ts'
import { dockerAt } from './api.ts'
import { importBusybox } from './busybox.ts'
import { containerLogs, restartContainer, runContainer, setRestartPolicy } from './container.ts'
import { recordEvents } from './events.ts'
import { execIn } from './exec.ts'
import { containersLabelled, inspectContainer } from './inspect.ts'
import { removeLabelled, testLabel } from './labelled.ts'
import { untilHealth, untilStatus } from './wait.ts'

const run = `docker-${process.pid}`
const label = `${testLabel}=${run}`
const labels = { [testLabel]: run }
const api = dockerAt(inject('engineSocket'))
const image = await importBusybox(api, { repo: 'devops-ai-test', tag: run, label })

afterAll(async () => {
  await removeLabelled(api, label)
  await api[Symbol.asyncDispose]()
})

test('a container runs busybox, and what it writes comes back by stream', async () => {
  const cmd = ['sh', '-c', 'echo out; echo err >&2; exit 3']
  const id = await runContainer(api, { name: `${run}-words`, image, labels, cmd })
  expect((await untilStatus(api, id, 'exited', 60_000)).State.ExitCode).toBe(3)
  expect(await containerLogs(api, id)).toEqual({ stdout: 'out\n', stderr: 'err\n' })
})

test('a program run inside answers with its code', async () => {
  const id = await runContainer(api, { name: `${run}-exec`, image, labels, cmd: ['sleep', '600'] })
  expect(await execIn(api, id, ['sh', '-c', 'echo hi; exit 4'])).toEqual({ stdout: 'hi\n', stderr: '', code: 4 })
  await setRestartPolicy(api, id, 'always')
})

test('the recorder sees a restart in order, in nanoseconds, and the counter counts it', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'devops-ai-count-'))
  const counter = await startCounter(dir)
  await using events = await recordEvents(api)
  const name = `${run}-count`
  const cmd = counter.counting('count', ['sleep', '600'])
  const id = await runContainer(api, { name, image, labels, cmd, binds: { [counter.dir]: '/starts' } })
  expect(await events.waitFor(name, 'start', 60_000)).toMatchObject({ id, type: 'container' })

  await restartContainer(api, id)
  const restart = await events.waitFor(name, 'restart', 60_000)
  const [kill] = events.of(name, 'kill')
  expect(kill?.attributes['signal']).toBe('15')
  expect(kill?.timeNano).toBeLessThan(restart.timeNano)
  expect(`${restart.timeNano}`).toMatch(/^\d{19}$/)
  expect(await counter.starts('count')).toBe(2)
  await rm(dir, { recursive: true })
})

test('health checks come and go with what they look at', async () => {
  const health = { cmd: ['test', '-f', '/well'], interval: 0.2, timeout: 30, retries: 1 }
  const id = await runContainer(api, { name: `${run}-health`, image, labels, cmd: ['sleep', '600'], health })
  await untilHealth(api, id, 'unhealthy', 60_000)
  await execIn(api, id, ['touch', '/well'])
  await untilHealth(api, id, 'healthy', 60_000)
  await expect(untilHealth(api, id, 'unhealthy', 300)).rejects.toThrow(`/${run}-health is running, healthy`)
})

test('what carries a label is removed, and only that', async () => {
  const [mine, other] = [`${label}-mine`, `${label}-other`]
  const make = (name: string) =>
    runContainer(api, {
      name: `${run}-${name}`,
      image,
      labels: { ...labels, [testLabel]: `${run}-${name}` },
      cmd: ['true'],
    })
  await make('mine')
  const kept = await make('other')
  await removeLabelled(api, mine)
  expect(await containersLabelled(api, mine)).toEqual([])
  expect(await containersLabelled(api, other)).toEqual([kept])
  await removeLabelled(api, other)
})

test('a container that is not there is a sentence, not a hang', async () => {
  await expect(inspectContainer(api, 'nobody')).rejects.toThrow(
    'GET /containers/nobody/json answered 404, expected 200: {"message":"No such container: nobody"}',
  )
})
