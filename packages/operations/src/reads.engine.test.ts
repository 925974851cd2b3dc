import {
  call,
  createNetwork,
  dockerAt,
  type DockerApi,
  importBusybox,
  removeLabelled,
  runContainer,
  startContainer,
  testLabel,
  untilStatus,
} from '@devops-ai/testkit'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { ChangesFacts } from './project/changes.ts'
import { DiskFacts } from './project/disk-usage.ts'
import { EventsFacts } from './project/events.ts'
import { HistoryFacts } from './project/history.ts'
import { ImageFacts, ImagesFacts } from './project/images.ts'
import { InspectFacts } from './project/inspect.ts'
import { ListFacts } from './project/list.ts'
import { NetworkFacts, NetworksFacts } from './project/networks.ts'
import { PortsFacts } from './project/ports.ts'
import { InfoFacts } from './project/system-info.ts'
import { VersionFacts } from './project/system-version.ts'
import { VolumeFacts, VolumesFacts } from './project/volumes.ts'
import { WaitFacts } from './project/wait.ts'
import { asked, happened, type Request } from './testing/asking.ts'

const run = randomUUID().slice(0, 8)
const label = `${testLabel}=${run}`
const labels = { [testLabel]: run }
const volume = `data-${run}`
const secret = 'do-not-show'
const Made = z.object({ Id: z.string() })
let api: DockerApi
let image = ''
let web = ''
let network = ''
const request: Request = (one) => api.request(one)

beforeAll(async () => {
  api = dockerAt(inject('engineSocket'))
  image = await importBusybox(api, { repo: `reads-${run}`, tag: '1', label })
  network = await createNetwork(api, { name: `reads-${run}`, labels })
  await call(api, { method: 'POST', path: '/volumes/create', body: { Name: volume, Labels: labels } }, [201])
  const body = {
    Image: image,
    Cmd: ['sh', '-c', "touch /made; trap 'exit 0' TERM; while :; do sleep 1; done"],
    Labels: labels,
    Env: [`TOKEN=${secret}`],
    StopTimeout: 1,
    ExposedPorts: { '80/tcp': {} },
    HostConfig: {
      NetworkMode: network,
      Binds: [`${volume}:/data`],
      PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }] },
    },
  }
  const query = { name: `${run}-web` }
  web = Made.parse((await call(api, { method: 'POST', path: '/containers/create', query, body }, [201])).json).Id
  await startContainer(api, web)
})
afterAll(async () => {
  await removeLabelled(api, label)
  await call(api, { method: 'DELETE', path: `/volumes/${volume}` }, [204])
  await api[Symbol.asyncDispose]()
})

test('a container: its details, ports and changed files', async () => {
  const { data, text } = await asked(request, { kind: 'container.inspect' }, web)
  expect(InspectFacts.parse(data)).toMatchObject({ name: `${run}-web`, status: 'running', image })
  expect(JSON.stringify([data, text])).not.toContain(secret)
  const ports = PortsFacts.parse((await asked(request, { kind: 'container.port' }, web)).data)
  expect(ports.ports).toMatchObject([{ container_port: 80, protocol: 'tcp', host_address: '127.0.0.1' }])
  const changes = ChangesFacts.parse((await asked(request, { kind: 'container.diff' }, web)).data)
  expect(changes.changes).toContainEqual({ kind: 'added', path: '/made' })
  const all = ListFacts.parse((await asked(request, { kind: 'container.list', all: true })).data)
  expect(all.containers).toContainEqual(expect.objectContaining({ id: web, engine: 'local' }))
})

test('a container that ends is waited for, and its exit code told', async () => {
  const cmd = ['sh', '-c', 'sleep 1; exit 4']
  const ends = await runContainer(api, { name: `${run}-ends`, image, cmd, labels })
  const { data } = await asked(request, { kind: 'container.wait' }, ends)
  expect(WaitFacts.parse(data)).toEqual({ ended: true, exit_code: 4, error: null })
  await untilStatus(api, ends, 'exited', 60_000)
  expect((await asked(request, { kind: 'container.wait' }, ends)).text).toBe('exit code: 4')
})

test('networks', async () => {
  const all = NetworksFacts.parse((await asked(request, { kind: 'network.list' })).data)
  expect(all.networks).toContainEqual(expect.objectContaining({ id: network, driver: 'bridge', scope: 'local' }))
  const one = NetworkFacts.parse((await asked(request, { kind: 'network.inspect' }, network)).data)
  expect(one).toMatchObject({ name: `reads-${run}`, containers: [{ id: web, name: `${run}-web` }], labels })
  expect(one.subnets).toHaveLength(1)
})

test('volumes', async () => {
  const all = VolumesFacts.parse((await asked(request, { kind: 'volume.list' })).data)
  expect(all.volumes).toContainEqual({ engine: 'local', name: volume, driver: 'local', scope: 'local' })
  const one = VolumeFacts.parse((await asked(request, { kind: 'volume.inspect' }, volume)).data)
  expect(one).toMatchObject({ name: volume, labels })
  expect(one.created_at).not.toBeNull()
})

test('images', async () => {
  const all = ImagesFacts.parse((await asked(request, { kind: 'image.list' })).data)
  const listed = all.images.find(({ tags }) => tags.includes(image))
  if (!listed) throw new Error(`${image} is not listed`)
  expect(listed.size_bytes).toBeGreaterThan(100_000)
  const one = ImageFacts.parse((await asked(request, { kind: 'image.inspect' }, listed.id)).data)
  expect(one).toMatchObject({ id: listed.id, tags: [image], layers: 1 })
  const layers = HistoryFacts.parse((await asked(request, { kind: 'image.history' }, listed.id)).data)
  expect(layers.layers).toMatchObject([{ tags: [image] }])
})

test('the engine: what it is, its version, its disk', async () => {
  const info = InfoFacts.parse((await asked(request, { kind: 'system.info' })).data)
  expect(info.engines[0]?.containers.running).toBeGreaterThan(0)
  const version = VersionFacts.parse((await asked(request, { kind: 'system.version' })).data)
  expect(version.engines[0]?.api_version).toMatch(/^1\.\d+$/)
  const disk = DiskFacts.parse((await asked(request, { kind: 'system.df' })).data)
  expect(disk.engines[0]?.volumes.count).toBeGreaterThan(0)
  expect(disk.engines[0]?.images.size_bytes).toBeGreaterThan(100_000)
})

test('what happened within a window ends by itself', async () => {
  const { data } = await happened(request, { kind: 'system.events', since_seconds: 600, until_seconds: 0 })
  const events = EventsFacts.parse(data).events.filter(({ id }) => id === web)
  expect(events.map(({ type, action }) => `${type} ${action}`)).toEqual(['container create', 'container start'])
  expect(events[0]).toMatchObject({ name: `${run}-web`, details: { image } })
})
