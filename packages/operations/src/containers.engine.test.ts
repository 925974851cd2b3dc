import { type Baseline, TargetName } from '@devops-ai/contract'
import {
  createContainer,
  createNetwork,
  dockerAt,
  type DockerApi,
  importBusybox,
  pauseContainer,
  removeLabelled,
  runCommand,
  startContainer,
  testLabel,
  untilStatus,
} from '@devops-ai/testkit'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { isConnected } from './connection.ts'
import type { Operation } from './operation.ts'
import { changeOf } from './operations.ts'
import { renderCommand } from './render.ts'
import { changed, looked, type Request } from './testing/asking.ts'

const run = randomUUID().slice(0, 8)
const label = `${testLabel}=${run}`
const network = { name: `ops-${run}`, id: '' }
const mebibytes = (count: number): number => count * 1024 ** 2
let api: DockerApi
let image: string
const request: Request = (call) => api.request(call)

beforeAll(async () => {
  api = dockerAt(inject('engineSocket'))
  image = await importBusybox(api, { repo: `ops-${run}`, tag: '1', label })
  network.id = await createNetwork(api, { name: network.name, labels: { [testLabel]: run } })
})
afterAll(async () => {
  await removeLabelled(api, label)
  await api[Symbol.asyncDispose]()
})

/** What a container is when the change comes. */
const scenes = {
  created: async () => {},
  running: (id: string) => startContainer(api, id),
  paused: async (id: string) => {
    await startContainer(api, id)
    await pauseContainer(api, id)
  },
  exited: async (id: string) => {
    await startContainer(api, id)
    await changed(request, { kind: 'container.stop', timeout_seconds: 0 }, { id })
    await untilStatus(api, id, 'exited', 60_000)
  },
  connected: async (id: string) => {
    await startContainer(api, id)
    await connect(id)
  },
} as const

const joined: Operation = { kind: 'network.connect', network: network.name, aliases: ['api', 'front'] }
const connect = (id: string) => changed(request, joined, { id, network: network.id })

async function make(name: string, scene: keyof typeof scenes): Promise<string> {
  const cmd = ['sh', '-c', "trap 'exit 0' TERM; trap : HUP; while :; do sleep 1; done"]
  const spec = { name: `${run}-${name}`, image, cmd, labels: { [testLabel]: run }, memoryBytes: mebibytes(64) }
  // A container without any network cannot be connected to one.
  const id = await createContainer(api, { ...spec, networkMode: 'bridge' })
  await scenes[scene](id)
  return id
}

/** What two containers to which the same was done have in common: all but times and what their ids make differ. */
function lasting(state: Baseline | null) {
  if (state?.object !== 'container') return null
  const { status, auto_remove, memory_bytes, nano_cpus, pids_limit, restart_policy, networks } = state
  const connections = networks.map(({ name, aliases }) => [name, aliases.filter((alias) => !shortId.test(alias))])
  const limits = { memory_bytes, nano_cpus, pids_limit: Math.max(0, pids_limit) }
  return { status, auto_remove, restart_policy, limits, connections }
}

/** The engine itself makes one an alias. */
const shortId = /^[0-9a-f]{12}$/

const rows: readonly (readonly [string, keyof typeof scenes, Operation])[] = [
  ['start', 'exited', { kind: 'container.start' }],
  ['start of what is new', 'created', { kind: 'container.start' }],
  ['stop', 'running', { kind: 'container.stop', timeout_seconds: 5 }],
  ['restart', 'running', { kind: 'container.restart', timeout_seconds: 0 }],
  ['pause', 'running', { kind: 'container.pause' }],
  ['unpause', 'paused', { kind: 'container.unpause' }],
  ['kill', 'running', { kind: 'container.kill', signal: 'KILL' }],
  ['kill of what is paused', 'paused', { kind: 'container.kill', signal: 'KILL' }],
  [
    'update of limits',
    'running',
    { kind: 'container.update', memory_bytes: mebibytes(32), cpus: 0.29, pids_limit: 50 },
  ],
  ['update of a higher limit', 'running', { kind: 'container.update', memory_bytes: mebibytes(96) }],
  ['update to no limit', 'running', { kind: 'container.update', pids_limit: -1 }],
  ['update of the restart policy', 'exited', { kind: 'container.update', restart_policy: 'on-failure:3' }],
  ['removal', 'exited', { kind: 'container.remove' }],
  ['removal of what is new', 'created', { kind: 'container.remove' }],
  ['connection', 'running', joined],
  ['connection of what is new', 'created', joined],
  ['connection without aliases', 'running', { ...joined, aliases: [] }],
  ['disconnection', 'connected', { kind: 'network.disconnect', network: network.name }],
]

test.each(rows)('%s: our call and the docker command leave the same, and the undo what was before', async (...row) => {
  const [name, scene, operation] = row
  const word = name.replaceAll(' ', '-')
  const ours = await make(`${word}-ours`, scene)
  const theirs = await make(`${word}-theirs`, scene)

  const result = await changed(request, operation, { id: ours, network: network.id })
  expect(result).toMatchObject({ unfit: null, witness: 'happened' })
  expect(result.status).toBeLessThan(300)

  const command = renderCommand(operation, TargetName.parse(`${run}-${word}-theirs`))
    .split(' ')
    .slice(1)
  const docker = await runCommand('docker', ['-H', `unix://${inject('engineSocket')}`, ...command])
  expect(docker).toMatchObject({ code: 0 })
  const after = await looked(request, 'container', theirs)
  expect(lasting(result.after)).toEqual(lasting(after?.state ?? null))

  if (!result.undo) return
  const undone = await changed(request, result.undo, { id: ours, network: network.id })
  expect(undone).toMatchObject({ witness: 'happened' })
  // A container that was new has run since.
  if (result.before.object === 'container' && result.before.status !== 'created')
    expect(lasting(undone.after)).toEqual(lasting(result.before))
})

test('a signal that a program takes changes nothing that can be seen', async () => {
  const id = await make('hup', 'running')
  expect(await changed(request, { kind: 'container.kill', signal: 'HUP' }, { id })).toMatchObject({
    status: 204,
    witness: 'cannot_tell',
  })
  const ended = await changed(request, { kind: 'container.kill', signal: 'TERM' }, { id })
  expect(ended.status).toBe(204)
  await untilStatus(api, id, 'exited', 60_000)
  const now = await looked(request, 'container', id)
  const operation: Operation = { kind: 'container.kill', signal: 'TERM' }
  expect(changeOf(operation)?.witness(operation, ended.before, now?.state ?? null, { network: null })).toBe('happened')
})

const refusals: readonly (readonly [string, keyof typeof scenes, Operation, number])[] = [
  ['a kill of what does not run', 'exited', { kind: 'container.kill', signal: 'TERM' }, 409],
  ['a removal of what runs', 'running', { kind: 'container.remove' }, 409],
  ['a second connection', 'connected', joined, 403],
  ['a disconnection of what is apart', 'running', { kind: 'network.disconnect', network: network.name }, 500],
]

test.each(refusals)('the engine refuses what is unfit: %s', async (name, scene, operation, status) => {
  const id = await make(name.replaceAll(' ', '-'), scene)
  const result = await changed(request, operation, { id, network: network.id })
  expect(result.unfit).not.toBeNull()
  expect(result.status).toBe(status)
  expect(lasting(result.after)).toEqual(lasting(result.before))
})

test('the engine sets no memory limit where there was none, and we say so before', async () => {
  const cmd = ['sleep', '3600']
  const id = await createContainer(api, { name: `${run}-unlimited`, image, cmd, labels: { [testLabel]: run } })
  await startContainer(api, id)
  const result = await changed(request, { kind: 'container.update', memory_bytes: mebibytes(64) }, { id })
  expect(result.unfit).toContain('without a memory limit')
  expect(result.status).toBe(409)
})

test('a network that a new container is connected to has no id there yet', async () => {
  const id = await make('new', 'created')
  const { after } = await connect(id)
  if (after?.object !== 'container') throw new Error('expected a container')
  expect(isConnected(after, network.name, network.id)).toBe(true)
})
