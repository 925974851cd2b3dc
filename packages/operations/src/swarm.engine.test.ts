import { TargetName } from '@devops-ai/contract'
import {
  call,
  dockerAt,
  type DockerApi,
  importBusybox,
  newPrivateEngine,
  type PrivateEngine,
  runCommand,
  until,
} from '@devops-ai/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Operation } from './operation.ts'
import { NodeFacts, NodesFacts } from './project/nodes.ts'
import { ServiceFacts } from './project/service.ts'
import { ServicesFacts } from './project/services.ts'
import { TasksFacts } from './project/tasks.ts'
import { renderCommand } from './render.ts'
import { asked, changed, looked, type Request } from './testing/asking.ts'

const Made = z.object({ ID: z.string() })
const secret = 'do-not-show'
let engine: PrivateEngine
let api: DockerApi
let image = ''
const request: Request = (one) => api.request(one)

/** An engine of its own: a swarm is not what other tests expect, and cannot be with live-restore. */
beforeAll(async () => {
  engine = await newPrivateEngine({ liveRestore: false })
  api = dockerAt(engine.socketPath)
  image = await importBusybox(api, { repo: 'swarm', tag: '1', label: 'swarm=1' })
  const body = { ListenAddr: '127.0.0.1:2377', AdvertiseAddr: '127.0.0.1' }
  await call(api, { method: 'POST', path: '/swarm/init', body }, [200])
})
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  await engine.stop()
})

async function serve(Name: string, more: { readonly mode?: object; readonly labels?: object } = {}): Promise<string> {
  const body = {
    Name,
    Labels: more.labels ?? {},
    TaskTemplate: {
      ContainerSpec: {
        Image: image,
        Command: ['sh', '-c', "trap 'exit 0' TERM; while :; do sleep 1; done"],
        Env: [`TOKEN=${secret}`],
        Labels: more.labels ?? {},
        StopGracePeriod: 1e9,
      },
      Resources: { Limits: { MemoryBytes: 2 ** 26 } },
    },
    Mode: { Replicated: { Replicas: 1 } },
    // Without a short time of watching every update would take its five seconds.
    UpdateConfig: { Parallelism: 1, Monitor: 1e6, Order: 'stop-first' },
    RollbackConfig: { Parallelism: 1, Monitor: 1e6 },
    ...(more.mode && { Mode: more.mode, UpdateConfig: undefined, RollbackConfig: undefined }),
  }
  const made = await call(api, { method: 'POST', path: '/services/create', body }, [201])
  return Made.parse(made.json).ID
}

const tasksOf = async (id: string) => TasksFacts.parse((await asked(request, { kind: 'service.ps' }, id)).data).tasks

const untilRunning = (id: string, count: number) =>
  until(async () => (await tasksOf(id)).filter(({ state }) => state === 'running').length === count, {
    what: `${count} tasks to run`,
    deadlineMs: 60_000,
    everyMs: 200,
  })

/** As long as an update goes on the engine counts versions up by itself, and refuses what was read before. */
const untilSettled = (id: string) =>
  until(
    async () => {
      const look = await looked(request, 'service', id)
      return look?.state.object === 'service' && !/updating|started/.test(look.state.update_state ?? '')
    },
    { what: `the update of ${id} to end`, deadlineMs: 60_000, everyMs: 200 },
  )

test('a service, its tasks and its node', async () => {
  const id = await serve('reads', { labels: { 'com.docker.stack.namespace': 'shop' } })
  await untilRunning(id, 1)
  const list = ServicesFacts.parse((await asked(request, { kind: 'service.list' })).data)
  const row = { id, name: 'reads', mode: 'replicated', running: 1, desired: 1, image }
  expect(list.services).toContainEqual(expect.objectContaining(row))
  const one = await asked(request, { kind: 'service.inspect' }, id)
  expect(ServiceFacts.parse(one.data)).toMatchObject({ id, memory_limit_bytes: 2 ** 26, has_previous: false })
  expect(JSON.stringify(one)).not.toContain(secret)

  const nodes = NodesFacts.parse((await asked(request, { kind: 'node.list' })).data).nodes
  expect(nodes).toMatchObject([{ role: 'manager', state: 'ready', manager: 'leader' }])
  const [node] = nodes
  if (!node) throw new Error('expected a node')
  expect(NodeFacts.parse((await asked(request, { kind: 'node.inspect' }, node.id)).data).name).toBe(node.name)

  const [task] = await tasksOf(id)
  expect(task).toMatchObject({ name: 'reads.1', node: node.name, state: 'running', desired_state: 'running' })
  const reads: readonly (readonly [Operation, string])[] = [
    [{ kind: 'node.ps' }, node.id],
    [{ kind: 'stack.ps' }, 'shop'],
  ]
  for (const [operation, of] of reads)
    expect(TasksFacts.parse((await asked(request, operation, of)).data).tasks).toContainEqual(task)
  const stack = ServicesFacts.parse((await asked(request, { kind: 'stack.services' }, 'shop')).data)
  expect(stack.services).toMatchObject([row])
  expect((await asked(request, { kind: 'stack.ps' }, 'nothing')).text).toBe('no tasks')
})

test('services that have no number of replicas are listed, and not scaled', async () => {
  const modes = {
    global: { Global: {} },
    'replicated-job': { ReplicatedJob: { TotalCompletions: 1 } },
    'global-job': { GlobalJob: {} },
  }
  for (const [name, mode] of Object.entries(modes)) {
    const id = await serve(name, { mode })
    const { services } = ServicesFacts.parse((await asked(request, { kind: 'service.list' })).data)
    expect(services).toContainEqual(expect.objectContaining({ id, mode: name }))
    expect(await changed(request, { kind: 'service.scale', replicas: 2 }, { id })).toMatchObject({
      unfit: expect.stringContaining('no number of replicas'),
      witness: 'not_happened',
    })
  }
})

/** What two services to which the same was done have in common. */
async function lasting(id: string) {
  const look = await looked(request, 'service', id)
  if (look?.state.object !== 'service') throw new Error(`there is no service ${id}`)
  const { replicas, force_update, has_previous, image: made } = look.state
  return { replicas, force_update, has_previous, made }
}

test.each<readonly [string, Operation, number]>([
  ['scaling up', { kind: 'service.scale', replicas: 2 }, 2],
  ['scaling to nothing', { kind: 'service.scale', replicas: 0 }, 0],
  ['forced update', { kind: 'service.force-update' }, 1],
  ['rollback', { kind: 'service.rollback' }, 1],
])('%s: our call and the docker command leave the same, and the undo what was before', async (...row) => {
  const [name, operation, count] = row
  const word = name.replaceAll(' ', '-')
  const [ours, theirs] = [await serve(`${word}-ours`), await serve(`${word}-theirs`)]
  for (const id of [ours, theirs]) {
    await untilRunning(id, 1)
    if (operation.kind !== 'service.rollback') continue
    await changed(request, { kind: 'service.force-update' }, { id })
    await untilSettled(id)
  }
  const before = await lasting(ours)
  const result = await changed(request, operation, { id: ours })
  expect(result).toMatchObject({ status: 200, unfit: null, witness: 'happened' })
  const command = renderCommand(operation, TargetName.parse(`${word}-theirs`))
    .split(' ')
    .slice(1)
  expect(await runCommand('docker', ['-H', `unix://${engine.socketPath}`, ...command])).toMatchObject({ code: 0 })
  expect(await lasting(ours)).toEqual(await lasting(theirs))
  await untilSettled(ours)
  await untilRunning(ours, count)
  if (!result.undo) return
  await changed(request, result.undo, { id: ours })
  expect(await lasting(ours)).toEqual({ ...before, has_previous: true })
})

test('a service that somebody else changed meanwhile is left as it is', async () => {
  const id = await serve('raced')
  const look = await looked(request, 'service', id)
  if (look?.state.object !== 'service') throw new Error('there is no service')
  const path = `/services/${id}/update`
  const body = look.specification
  const stale = { method: 'POST', path, query: { version: String(look.state.version) }, body } as const
  expect((await request(stale)).status).toBe(200)
  expect((await request(stale)).status).toBe(500)
})

test('a service that was never updated has nothing to go back to', async () => {
  const id = await serve('new')
  const result = await changed(request, { kind: 'service.rollback' }, { id })
  expect(result).toMatchObject({ status: 400, witness: 'not_happened', undo: null })
  expect(result.unfit).toContain('never updated')
})
