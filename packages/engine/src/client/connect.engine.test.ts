import { ContainerId } from '@devops-ai/contract'
import { type EngineCall, Operation, operations, type ReadDefinition } from '@devops-ai/operations'
import { call, createContainer, until, untilStatus } from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { idle, local, type Stage, stageOn } from '../../test/stage.ts'
import { connectEngine } from './connect.ts'
import { EngineRefused } from '../ports.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageOn(inject('engineSocket'))
})
afterAll(() => stage[Symbol.asyncDispose]())

const get = (path: string): EngineCall => ({ method: 'GET', path, query: {} })
const nobody = ContainerId.parse('0'.repeat(64))

const logsOf = async (id: ContainerId, maxBytes = 10_000, asked: object = {}) => {
  const operation = Operation.parse({
    kind: 'container.logs',
    tail: 100,
    errors_only: false,
    timestamps: false,
    ...asked,
  })
  const { reading } = operations['container.logs'] as ReadDefinition
  if (reading.from !== 'log') throw new Error('logs are read from a log')
  const log = await stage.engine.log({ object: 'container', id }, reading.call(operation, id, new Date()), maxBytes)
  if (!log) throw new Error('there is no such container')
  return log
}

test('a version is agreed upon that both speak', async () => {
  await stage.engine.list()
  expect(stage.engine.apiVersion()).toMatch(/^1\.\d+$/)
  expect(await stage.engine.ping()).toBe(true)
})

test('what is not there: null for an inspect, a refusal for the rest, a status for a change', async () => {
  expect(await stage.engine.inspect(nobody)).toBeNull()
  expect(await stage.engine.fetch(get(`/containers/${nobody}/top`))).toEqual({ kind: 'missing' })
  await expect(logsOf(nobody)).rejects.toThrow(EngineRefused)
  const { status, message } = await stage.engine.change(nobody, {
    method: 'POST',
    path: `/containers/${nobody}/stop`,
    query: {},
  })
  expect({ status, message }).toMatchObject({ status: 404, message: expect.stringContaining('No such container') })
})

test('changes answer with the engine’s own status', async () => {
  const id = await stage.create({ name: 'changes', script: idle })
  const change = async (verb: string) =>
    (await stage.engine.change(id, { method: 'POST', path: `/containers/${id}/${verb}`, query: {} })).status
  expect(await change('start')).toBe(204)
  expect(await change('start')).toBe(304)
  expect(await change('pause')).toBe(204)
  expect(await change('pause')).toBe(409)
  expect(await change('unpause')).toBe(204)
  expect(await change('restart')).toBe(204)
  expect(await change('stop')).toBe(204)
  expect(stage.engine.hasOpenChange(id)).toBe(false)
})

test('output comes apart into its two streams, without control characters', async () => {
  const id = await stage.run({ name: 'streams', script: 'printf "one\\ntwo\\n"; printf "\\033[31mbad\\033[0m\\n" >&2' })
  await untilStatus(stage.api, id, 'exited', 5000)
  const { lines, truncated } = await logsOf(id)
  expect(lines.filter(({ stream }) => stream === 'stdout').map(({ text }) => text)).toEqual(['one', 'two'])
  expect(lines.filter(({ stream }) => stream === 'stderr').map(({ text }) => text)).toEqual(['bad'])
  expect(truncated).toBe(false)
})

test('the output of a terminal is read as it is', async () => {
  const name = stage.nameOf('terminal')
  const body = {
    Image: stage.image,
    Cmd: ['echo', 'hello'],
    Tty: true,
    Labels: { 'devops-ai.test': name.split('-')[0] },
  }
  const made = await call(stage.api, { method: 'POST', path: '/containers/create', query: { name }, body }, [201])
  const id = ContainerId.parse((made.json as { Id: string }).Id)
  await call(stage.api, { method: 'POST', path: `/containers/${id}/start` }, [204])
  await untilStatus(stage.api, id, 'exited', 5000)
  expect((await logsOf(id)).lines).toEqual([{ stream: 'stdout', text: 'hello' }])
})

test('lines of sixteen thousand bytes do not get past the cap, and the newest stay', async () => {
  const script = 'i=0; while [ $i -lt 40 ]; do head -c 40000 /dev/zero | tr "\\0" x; echo; i=$((i+1)); done; echo last'
  const id = await stage.run({ name: 'long', script })
  await untilStatus(stage.api, id, 'exited', 60_000)
  const { lines, truncated } = await logsOf(id, 100_000)
  expect(truncated).toBe(true)
  expect(lines.at(-1)?.text).toBe('last')
  expect(lines.reduce((sum, { text }) => sum + text.length + 1, 0)).toBeLessThanOrEqual(100_000)
})

test('since is counted back from now', async () => {
  const id = await stage.run({ name: 'since', script: 'echo old; sleep 2; echo new; sleep 60' })
  const seen = await until(async () => ((await logsOf(id)).lines.length === 2 ? true : undefined), {
    what: 'both lines',
    deadlineMs: 60_000,
  })
  expect(seen).toBe(true)
  const { lines } = await logsOf(id, 1_000, { since_seconds: 1, timestamps: true })
  expect(lines.map(({ text }) => text.split(' ')[1])).toEqual(['new'])
})

test('what is read is the engine’s own JSON, and what is awaited may come too late', async () => {
  const id = await stage.run({ name: 'stats', script: idle })
  expect(await stage.engine.fetch(get(`/containers/${id}/top`))).toMatchObject({
    kind: 'answer',
    json: { Titles: expect.arrayContaining(['PID']) },
  })
  await using hasty = connectEngine({
    name: local,
    url: `unix://${inject('engineSocket')}`,
    readDeadlineMs: 300,
    changeDeadlineMs: 300,
    now: () => new Date(),
    learn: () => {},
    hear: () => {},
  })
  const wait = { method: 'POST', path: `/containers/${id}/wait`, query: {} } as const
  expect(await hasty.fetch(wait, { patient: true })).toEqual({ kind: 'late' })
  await expect(hasty.fetch(wait)).rejects.toThrow('did not answer')
})

test('a look tells the state, and the same hash for the same configuration', async () => {
  const id = await stage.run({ name: 'look', script: idle })
  const [one, two] = [await stage.engine.look('container', id), await stage.engine.look('container', id)]
  expect(one?.state).toMatchObject({
    object: 'container',
    status: 'running',
    configuration: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(two?.state.configuration).toBe(one?.state.configuration)
  expect(await stage.engine.look('container', nobody)).toBeNull()
})

test('networks, volumes and images are found by their exact names, and a swarm only by a manager', async () => {
  const [network] = await stage.engine.find('network', 'none')
  expect(network).toMatchObject({ object: 'network', name: 'none', id: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect(await stage.engine.find('network', 'non')).toEqual([])
  expect(await stage.engine.find('volume', 'nowhere')).toEqual([])
  expect(await stage.engine.find('image', stage.image)).toMatchObject([{ id: expect.stringMatching(/^sha256:/) }])
  expect(await stage.engine.find('service', 'web')).toEqual([])
})

test('the labels of an image, and of one that is gone', async () => {
  const id = await stage.create({ name: 'image', script: idle })
  const inspect = await stage.engine.inspect(id)
  expect(await stage.engine.imageLabels(inspect?.Image ?? '')).toHaveProperty(['devops-ai.test'])
  expect(await stage.engine.imageLabels(`sha256:${'0'.repeat(64)}`)).toBeNull()
})

test('events carry the engine’s own time, unrounded', async () => {
  const stop = new AbortController()
  const since = new Date(Date.now() - 1000)
  const id = await createContainer(stage.api, {
    name: stage.nameOf('event'),
    image: stage.image,
    cmd: ['true'],
    labels: { 'devops-ai.test': stage.nameOf('').slice(0, -1) },
  })
  for await (const event of stage.engine.events(since, stop.signal)) {
    if (event.id !== id) continue
    expect(event.action).toBe('create')
    expect(event.timeNano).toBeGreaterThan(BigInt(since.getTime()) * 1_000_000n)
    stop.abort()
  }
  expect(stop.signal.aborted).toBe(true)
})
