import type { ContainerId } from '@devops-ai/contract'
import {
  execIn,
  inspectContainer,
  recordEvents,
  removeContainer,
  stopContainer,
  until,
  untilHealth,
  untilStatus,
} from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, local, type Stage, stageOn, type StageSpec } from '../../test/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageOn(inject('engineSocket'))
})
afterAll(() => stage[Symbol.asyncDispose]())

const deadlineMs = 60_000
const told = (id: ContainerId, ...tellings: readonly string[]) =>
  until(() => stage.told(id).length >= tellings.length, {
    what: tellings.join(', '),
    deadlineMs,
  }).then(() => expect(stage.told(id)).toEqual(tellings))

/** Healthy as long as /tmp/ok is there. */
const checked = (name: string): StageSpec => ({
  name,
  script: `touch /tmp/ok; ${idle}`,
  health: { cmd: ['test', '-f', '/tmp/ok'], interval: 0.3, timeout: 30, retries: 1 },
})

/** Everything that happened before is known to the watch when this crash has been told. */
async function afterAnotherCrash(): Promise<void> {
  const id = await stage.run({ name: `marker-${Math.random().toString(36).slice(2, 8)}`, script: 'exit 1' })
  await told(id, 'ContainerDied firing')
}

test('unhealthy is told within moments of the engine’s event, and taken back when it is healthy again', async () => {
  await using events = await recordEvents(stage.api)
  const id = await stage.run(checked('sick'))
  await untilHealth(stage.api, id, 'healthy', deadlineMs)
  await execIn(stage.api, id, ['rm', '/tmp/ok'])
  const event = await events.waitFor(id, 'health_status: unhealthy', deadlineMs)
  await told(id, 'ContainerUnhealthy firing')
  const posted = stage.posted.find(({ alert }) => alert.labels['container_id'] === id)
  expect((posted?.at ?? 0) - Number(event.timeNano / 1_000_000n)).toBeLessThan(250)
  expect(posted?.alert).toMatchObject({
    startsAt: new Date(Number(event.timeNano / 1_000_000n)).toISOString(),
    endsAt: '0001-01-01T00:00:00Z',
    labels: { engine: 'local', container: stage.nameOf('sick'), severity: 'critical' },
  })
  await execIn(stage.api, id, ['touch', '/tmp/ok'])
  await told(id, 'ContainerUnhealthy firing', 'ContainerUnhealthy resolved')
  const prints = stage.posted
    .filter(({ alert }) => alert.labels['container_id'] === id)
    .map(({ alert }) => alert.fingerprint)
  expect(new Set(prints).size).toBe(1)
})

test('what we do ourselves is told to nobody; the healing is', async () => {
  const id = await stage.run(checked('ours'))
  await untilHealth(stage.api, id, 'healthy', deadlineMs)
  await execIn(stage.api, id, ['rm', '/tmp/ok'])
  await told(id, 'ContainerUnhealthy firing')
  stage.ownWork.begin(local, id, { kind: 'container.restart' })
  await stage.engine.change(id, { method: 'POST', path: `/containers/${id}/restart`, query: {} })
  stage.ownWork.end(local, id)
  await told(id, 'ContainerUnhealthy firing', 'ContainerUnhealthy resolved')
})

test('a container that is sick again after our restart is told again', async () => {
  const id = await stage.run({
    name: 'hopeless',
    script: idle,
    health: { cmd: ['false'], interval: 0.3, timeout: 30, retries: 1 },
  })
  await told(id, 'ContainerUnhealthy firing')
  stage.ownWork.begin(local, id, { kind: 'container.restart' })
  await stage.engine.change(id, { method: 'POST', path: `/containers/${id}/restart`, query: {} })
  stage.ownWork.end(local, id)
  await told(id, 'ContainerUnhealthy firing', 'ContainerUnhealthy firing')
  const starts = stage.posted
    .filter(({ alert }) => alert.labels['container_id'] === id)
    .map(({ alert }) => alert.startsAt)
  expect(starts[1]! > starts[0]!).toBe(true)
})

test('a killed process is a death, told with the engine’s own time; its removal takes it back', async () => {
  const id = await stage.run({ name: 'killed', script: idle })
  process.kill((await inspectContainer(stage.api, id)).State.Pid, 'SIGKILL')
  await told(id, 'ContainerDied firing')
  const { State } = await inspectContainer(stage.api, id)
  const posted = stage.posted.find(({ alert }) => alert.labels['container_id'] === id)
  expect(Date.parse(posted?.alert.startsAt ?? '')).toBe(Math.floor(Date.parse(State.FinishedAt)))
  expect(posted?.alert.annotations['description']).toContain('exit code 137')
  await removeContainer(stage.api, id)
  await told(id, 'ContainerDied firing', 'ContainerDied resolved')
})

test('what a person stops, pauses or lets finish is no news', async () => {
  const stopped = await stage.run({ name: 'stopped', script: "trap 'exit 143' TERM; sleep 3600 & wait" })
  const forced = await stage.run({
    name: 'forced',
    script: "trap '' TERM; while true; do sleep 1; done",
    stopTimeout: 1,
  })
  const job = await stage.run({ name: 'job', script: 'exit 0' })
  await Promise.all([stopContainer(stage.api, stopped), stopContainer(stage.api, forced)])
  await untilStatus(stage.api, job, 'exited', deadlineMs)
  await afterAnotherCrash()
  expect([stopped, forced, job].flatMap(stage.told)).toEqual([])
})

test('a container that Docker restarts again and again is a crash loop', async () => {
  const id = await stage.run({ name: 'loop', script: 'sleep 0.2; exit 1', restart: 'always' })
  await told(id, 'ContainerCrashLooping firing')
  await stopContainer(stage.api, id)
  await told(id, 'ContainerCrashLooping firing', 'ContainerCrashLooping resolved')
})

test('one restart by Docker is no news', async () => {
  const script = 'if [ -f /tmp/been ]; then sleep 3600 & wait; fi; touch /tmp/been; exit 1'
  const id = await stage.run({ name: 'once', script: `trap 'exit 0' TERM; ${script}`, restart: 'always' })
  await until(async () => (await inspectContainer(stage.api, id)).RestartCount === 1, { what: 'a restart', deadlineMs })
  await untilStatus(stage.api, id, 'running', deadlineMs)
  await afterAnotherCrash()
  expect(stage.told(id)).toEqual([])
})

test('a child killed for memory is told although the container ends with 0', async () => {
  const id = await stage.run({
    name: 'memory',
    script: 'tail /dev/zero; exit 0',
    memoryBytes: 16 * 1024 * 1024,
  })
  await until(() => stage.told(id).includes('ContainerOOMKilled firing'), { what: 'the memory kill', deadlineMs })
})

test('many deaths at one instant are told, each for itself', async () => {
  const ids = await Promise.all(
    ['a', 'b', 'c', 'd', 'e'].map((name) => stage.run({ name: `many-${name}`, script: idle })),
  )
  const pids = await Promise.all(ids.map(async (id) => (await inspectContainer(stage.api, id)).State.Pid))
  for (const pid of pids) process.kill(pid, 'SIGKILL')
  await Promise.all(ids.map((id) => told(id, 'ContainerDied firing')))
})
