import {
  call,
  killContainer,
  pauseContainer,
  removeContainer,
  restartContainer,
  stopContainer,
  unpauseContainer,
  until,
} from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, local, type Stage, stageOn } from '../../test/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageOn(inject('engineSocket'))
})
afterAll(() => stage[Symbol.asyncDispose]())

const deadlineMs = 60_000
type Id = Awaited<ReturnType<Stage['run']>>
const known = (id: Id) => stage.index.find(local, id)
const status = (id: Id, wanted: string) =>
  until(() => known(id)?.status === wanted, { what: `the index to know it as ${wanted}`, deadlineMs })
const by = (id: Id) => stage.index.stoppedBy(local, id)

test('it follows a container from its creation to its removal', async () => {
  const id = await stage.create({ name: 'life', script: idle })
  await status(id, 'created')
  await call(stage.api, { method: 'POST', path: `/containers/${id}/start` }, [204])
  await status(id, 'running')
  await call(
    stage.api,
    { method: 'POST', path: `/containers/${id}/rename`, query: { name: stage.nameOf('other') } },
    [204],
  )
  await until(() => known(id)?.name === stage.nameOf('other'), { what: 'the new name', deadlineMs })
  await removeContainer(stage.api, id)
  await until(() => known(id) === null, { what: 'it to be gone', deadlineMs })
})

test('a stop by a person is known as such, until it runs again', async () => {
  const id = await stage.run({ name: 'stopped', script: idle })
  await stopContainer(stage.api, id)
  await status(id, 'exited')
  await until(() => by(id) === 'person', { what: 'the stop to be seen', deadlineMs })
  await call(stage.api, { method: 'POST', path: `/containers/${id}/start` }, [204])
  await status(id, 'running')
  expect(by(id)).toBe('not_stopped')
})

test('a stop that needs force is a person’s too', async () => {
  const id = await stage.run({ name: 'stubborn', script: "trap '' TERM; while true; do sleep 1; done", stopTimeout: 1 })
  await stopContainer(stage.api, id)
  await until(() => by(id) === 'person', { what: 'the stop to be seen', deadlineMs })
})

test('a process that ends by itself was stopped by nobody', async () => {
  const id = await stage.run({ name: 'crash', script: 'sleep 0.3; exit 3' })
  await status(id, 'exited')
  expect(by(id)).toBe('itself')
})

test('a kill is no stop: once no stop can follow, it ended itself', async () => {
  const id = await stage.run({ name: 'killed', script: idle })
  await killContainer(stage.api, id)
  await status(id, 'exited')
  await until(() => by(id) === 'itself', { what: 'the verdict', deadlineMs })
})

test('a pause by a person, and its end', async () => {
  const id = await stage.run({ name: 'paused', script: idle })
  await pauseContainer(stage.api, id)
  await status(id, 'paused')
  expect(by(id)).toBe('person')
  await unpauseContainer(stage.api, id)
  await status(id, 'running')
})

test('our own stop is ours', async () => {
  const id = await stage.run({ name: 'ours', script: idle })
  stage.ownWork.begin(local, id, { kind: 'container.stop' })
  await stage.engine.change(id, { method: 'POST', path: `/containers/${id}/stop`, query: {} })
  stage.ownWork.end(local, id)
  await status(id, 'exited')
  expect(by(id)).toBe('gateway')
})

test('a container named like another’s short id is another container', async () => {
  const id = await stage.run({ name: 'victim', script: idle })
  const short = id.slice(0, 12)
  const impostor = await stage.run({ name: 'impostor', script: idle })
  await call(stage.api, { method: 'POST', path: `/containers/${impostor}/rename`, query: { name: short } }, [204])
  await until(() => known(impostor)?.name === short, { what: 'the impostor’s name', deadlineMs })
  expect(known(id)?.name).toBe(stage.nameOf('victim'))
  expect(known(id)?.aliases).not.toContain(short)
  await removeContainer(stage.api, id)
  await until(() => known(id) === null, { what: 'the victim to be gone', deadlineMs })
  const answer = await stage.engine.change(id, { method: 'POST', path: `/containers/${id}/restart`, query: {} })
  expect(answer.status).toBe(404)
  expect(known(impostor)?.status).toBe('running')
})

test('a restart is seen by its StartedAt', async () => {
  const id = await stage.run({ name: 'restarted', script: idle })
  await status(id, 'running')
  const before = known(id)?.run.startedAt
  await restartContainer(stage.api, id)
  await until(() => known(id)?.run.startedAt !== before, { what: 'another StartedAt', deadlineMs })
  expect(by(id)).toBe('not_stopped')
})

test('a label that the image carries does not count, the same label of its own does', async () => {
  const image = await stage.api.request({ method: 'GET', path: `/images/${stage.image}/json` })
  expect(JSON.stringify(image.json)).toContain('devops-ai.test')
  const id = await stage.run({ name: 'labelled', script: idle, labels: { 'devops-ai.autonomy': 'auto' } })
  await status(id, 'running')
  expect(known(id)?.labels).toMatchObject({ 'devops-ai.autonomy': 'auto' })
  // The stage's image carries the stage's own label with the same value.
  expect(known(id)?.ownLabels).toEqual({ 'devops-ai.autonomy': 'auto' })
})

test('a container without the label that narrows the gateway does not exist for it', async () => {
  const body = { Image: stage.image, Cmd: ['true'], Labels: { 'devops-ai.test': 'another' } }
  const made = await call(stage.api, { method: 'POST', path: '/containers/create', body }, [201])
  const marker = await stage.create({ name: 'marker', script: idle })
  await status(marker, 'created')
  expect(stage.index.known().map(({ id }) => String(id))).not.toContain((made.json as { Id: string }).Id)
  await removeContainer(stage.api, (made.json as { Id: string }).Id)
})

test('whoever lives in the network of another is known by id', async () => {
  const id = await stage.run({ name: 'net', script: idle })
  const guest = await stage.run({ name: 'guest', script: idle, networkMode: `container:${id}` })
  await status(guest, 'running')
  expect(known(guest)?.networkOf).toBe(id)
})
