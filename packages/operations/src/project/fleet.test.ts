import { expect, test } from 'vitest'
import { EngineImageItem } from '../engine/image.ts'
import { EngineNetwork } from '../engine/network.ts'
import { EngineDiskUsage, EngineInfo, EngineVersion } from '../engine/system.ts'
import { EngineVolumes } from '../engine/volume.ts'
import { DiskFacts, projectDiskUsage } from './disk-usage.ts'
import { ImagesFacts, projectImages } from './images.ts'
import { NetworksFacts, projectNetworks } from './networks.ts'
import { InfoFacts, projectInfo } from './system-info.ts'
import { projectVersion, VersionFacts } from './system-version.ts'
import { projectVolumes, VolumesFacts } from './volumes.ts'

const on = <A>(engine: string, answers: A) => ({ engine, answers })

test('of several engines each row says which it is of, of one none does', () => {
  const networks = [EngineNetwork.parse({ Id: 'n', Name: 'shop', Driver: 'bridge', Scope: 'local' })]
  const { data, text } = projectNetworks([on('local', { networks }), on('edge', { networks })])
  expect(NetworksFacts.parse(data).networks.map(({ engine }) => engine)).toEqual(['edge', 'local'])
  expect(text).toBe('edge  shop  bridge  local\nlocal  shop  bridge  local')
  expect(projectNetworks([on('local', { networks })]).text).toBe('shop  bridge  local')
  expect(projectNetworks([on('local', { networks: [] })]).text).toBe('no networks')
})

test('an engine without volumes answers null', () => {
  const volumes = EngineVolumes.parse({ Volumes: null, Warnings: null })
  expect(projectVolumes([on('local', { volumes })])).toEqual({
    data: { volumes: [], truncated: false },
    text: 'no volumes',
  })
})

test('long lists are counted out', () => {
  const volumes = EngineVolumes.parse({
    Volumes: Array.from({ length: 501 }, (_, index) => ({ Name: `v${index}`, Driver: 'local' })),
  })
  const { data, text } = projectVolumes([on('local', { volumes })])
  expect(VolumesFacts.parse(data)).toMatchObject({ truncated: true })
  expect(data.volumes).toHaveLength(500)
  expect(text.split('\n').at(-1)).toBe('[1 more]')
})

test('a name cannot look like another row, nor reach the terminal', () => {
  const networks = [EngineNetwork.parse({ Id: 'n', Name: 'a\nb\u001B[31m', Driver: 'x' })]
  const { data, text } = projectNetworks([on('local', { networks })])
  expect(data.networks[0]?.name).toBe('a\nb')
  expect(text).toBe('a b  x')
})

test('an image without a name is one all the same', () => {
  const images = [
    EngineImageItem.parse({ Id: 'sha256:0123456789abcdef', RepoTags: null, Created: 1_767_225_600, Size: 1_048_576 }),
    EngineImageItem.parse({ Id: 'sha256:1', RepoTags: ['<none>:<none>'], Created: 0, Size: 0 }),
    EngineImageItem.parse({ Id: 'sha256:2', RepoTags: ['web:1', 'web:2'], Created: 1e15, Size: 1 }),
  ]
  const { data, text } = projectImages([on('local', { images })])
  expect(ImagesFacts.parse(data).images.map(({ tags, created_at }) => [tags, created_at])).toEqual([
    [['web:1', 'web:2'], null],
    [[], '2026-01-01T00:00:00.000Z'],
    [[], null],
  ])
  expect(text.split('\n')[1]).toBe('no name  0123456789ab  1 MiB  2026-01-01T00:00:00.000Z')
})

const info = {
  Name: 'host-1',
  ServerVersion: '28.3.0',
  OperatingSystem: 'Debian',
  OSType: 'linux',
  Architecture: 'x86_64',
  KernelVersion: '6.1',
  NCPU: 2,
  MemTotal: 2 ** 31,
  Containers: 3,
  ContainersRunning: 1,
  ContainersPaused: 0,
  ContainersStopped: 2,
  Images: 4,
  Driver: 'overlay2',
  DockerRootDir: '/var/lib/docker',
  HttpProxy: 'http://me:do-not-show@proxy',
  Swarm: { LocalNodeState: 'inactive', ControlAvailable: false },
  Warnings: ['WARNING: No swap limit support'],
}

test('an engine tells what it is, but not its proxy', () => {
  const { data, text } = projectInfo([on('local', { info: EngineInfo.parse(info) })])
  expect(InfoFacts.parse(data).engines[0]).toMatchObject({
    host: 'host-1',
    containers: { all: 3, running: 1, stopped: 2 },
    swarm: { state: 'inactive', manager: false, nodes: null },
  })
  expect(text).toContain('warning: WARNING: No swap limit support')
  expect(JSON.stringify([data, text])).not.toContain('do-not-show')
})

test('several engines are told apart in blocks', () => {
  const version = EngineVersion.parse({ Version: '20.10.24', ApiVersion: '1.41', MinAPIVersion: '1.12' })
  const { data, text } = projectVersion([on('local', { version }), on('edge', { version })])
  expect(VersionFacts.parse(data).engines).toHaveLength(2)
  expect(text).toMatch(/^engine: local\ndocker: 20\.10\.24\napi: 1\.41, from 1\.12 on\n[^]*\n\nengine: edge\n/)
})

test('disk usage counts what is shared once, and what no container needs apart', () => {
  const usage = EngineDiskUsage.parse({
    LayersSize: 1_000,
    Images: [
      { Containers: 1, Size: 700, SharedSize: 100 },
      { Containers: 0, Size: 300, SharedSize: 100 },
    ],
    Containers: [{ State: 'running', SizeRw: 5 }, { State: 'exited', SizeRw: 7 }, { State: 'created' }],
    Volumes: [
      { UsageData: { Size: 11, RefCount: 1 } },
      { UsageData: { Size: 13, RefCount: 0 } },
      { UsageData: { Size: -1, RefCount: 0 } },
    ],
    BuildCache: [{ Size: 17, InUse: true }, { Size: 19 }, { Size: 23, Shared: true }],
  })
  const { data, text } = projectDiskUsage([on('local', { usage })])
  expect(DiskFacts.parse(data).engines[0]).toEqual({
    engine: 'local',
    images: { count: 2, in_use: 1, size_bytes: 1_000, reclaimable_bytes: 400 },
    containers: { count: 3, in_use: 1, size_bytes: 12, reclaimable_bytes: 7 },
    volumes: { count: 3, in_use: 1, size_bytes: 24, reclaimable_bytes: 13 },
    build_cache: { count: 3, in_use: 1, size_bytes: 36, reclaimable_bytes: 19 },
  })
  expect(text).toContain('volumes: 3, 1 in use, 24 B, 13 B reclaimable')
})

test('an engine that leaves parts of its disk usage out uses nothing there', () => {
  const usage = EngineDiskUsage.parse({ LayersSize: 0, Images: null, Containers: null, Volumes: null })
  expect(projectDiskUsage([on('local', { usage })]).text).toContain('build cache: 0, 0 in use, 0 B')
})
