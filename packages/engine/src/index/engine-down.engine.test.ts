import { newPrivateEngine, type PrivateEngine, stopContainer, until } from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { idle, local, type Stage, stageOn } from '../../test/stage.ts'
import { EngineUnreachable } from '../ports.ts'

let daemon: PrivateEngine
let stage: Stage
beforeAll(async () => {
  daemon = await newPrivateEngine({ liveRestore: false })
  stage = await stageOn(daemon.socketPath, { reconcileEverySeconds: 1, readDeadlineMs: 1000 })
})
afterAll(async () => {
  await stage[Symbol.asyncDispose]()
  await daemon.stop()
})

const deadlineMs = 20_000
const stale = () => stage.index.freshness(local).stale
const known = (wanted: boolean) =>
  until(() => stale() !== wanted, { what: `the index to be ${wanted ? 'fresh' : 'stale'}`, deadlineMs })

test('a daemon that hangs: reads have a deadline, a change is unknown and stays open, then the index recovers', async () => {
  const id = await stage.run({ name: 'hung', script: idle })
  await until(() => stage.index.find(local, id)?.status === 'running', { what: 'it to be known', deadlineMs })
  const before = stage.index.find(local, id)?.run.startedAt
  process.kill(daemon.pid(), 'SIGSTOP')
  let restart: Promise<unknown>
  try {
    restart = stage.engine.change(id, { method: 'POST', path: `/containers/${id}/restart`, query: {} })
    restart.catch(() => undefined)
    await expect(stage.engine.list()).rejects.toThrow(EngineUnreachable)
    expect(stage.engine.hasOpenChange(id)).toBe(true)
    await known(false)
    expect(await stage.engine.ping()).toBe(false)
  } finally {
    process.kill(daemon.pid(), 'SIGCONT')
  }
  await expect(restart).resolves.toMatchObject({ status: 204 })
  await known(true)
  expect(stage.engine.hasOpenChange(id)).toBe(false)
  await until(() => stage.index.find(local, id)?.run.startedAt !== before, { what: 'another StartedAt', deadlineMs })
})

test('a daemon that goes down stops its containers: nobody did, and those that failed are told', async () => {
  const person = await stage.run({ name: 'by-person', script: idle })
  await stopContainer(stage.api, person)
  const failed = await stage.run({ name: 'failed', script: "trap 'exit 7' TERM; sleep 3600 & wait" })
  const clean = await stage.run({ name: 'clean', script: idle })
  const back = await stage.run({ name: 'back', script: idle, restart: 'always' })
  await until(() => stage.index.find(local, back)?.status === 'running', { what: 'all to be known', deadlineMs })
  await daemon.restart()
  await known(true)
  await until(() => stage.told(failed).length > 0, { what: 'the failed one to be told', deadlineMs })
  expect(stage.told(failed)).toEqual(['ContainerDied firing'])
  await until(() => stage.index.stoppedBy(local, failed) === 'unknown', {
    what: 'nobody to have stopped it',
    deadlineMs,
  })
  expect([person, clean, back].flatMap(stage.told)).toEqual([])
  await until(() => stage.index.find(local, back)?.status === 'running', { what: 'the restarted one', deadlineMs })
})

test('a daemon that is killed: the index is stale, then follows again', async () => {
  await daemon.kill()
  await known(false)
  await expect(stage.engine.list()).rejects.toThrow(EngineUnreachable)
  await daemon.restart()
  await known(true)
  const id = await stage.run({ name: 'after', script: 'exit 1' })
  await until(() => stage.told(id).length === 1, { what: 'the watch to see again', deadlineMs })
  expect(stage.notes.map(({ kind }) => kind)).toContain('lost')
})
