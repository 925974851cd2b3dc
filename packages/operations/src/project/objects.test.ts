import { expect, test } from 'vitest'
import { EngineChanges } from '../engine/changes.ts'
import { EngineImage, EngineLayer } from '../engine/image.ts'
import type { EngineInspect } from '../engine/inspect.ts'
import { EngineNetwork } from '../engine/network.ts'
import { EngineVolume } from '../engine/volume.ts'
import { EngineWait } from '../engine/wait.ts'
import { anInspect } from '../testing/an-inspect.ts'
import { ChangesFacts, projectChanges } from './changes.ts'
import { HistoryFacts, projectHistory } from './history.ts'
import { ImageFacts, projectImage } from './images.ts'
import { NetworkFacts, projectNetwork } from './networks.ts'
import { PortsFacts, projectPorts } from './ports.ts'
import { projectVolume, VolumeFacts } from './volumes.ts'
import { projectWait, stillRunning, WaitFacts } from './wait.ts'

test('ports are told as docker port tells them', () => {
  const inspect: EngineInspect = {
    ...anInspect(),
    NetworkSettings: {
      Ports: {
        '9000/udp': [{ HostIp: '::', HostPort: '9001' }],
        '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }],
        '443/tcp': null,
      },
    },
  }
  const { data, text } = projectPorts(inspect)
  expect(PortsFacts.parse(data).ports[0]).toEqual({
    container_port: 80,
    protocol: 'tcp',
    host_address: '127.0.0.1',
    host_port: 8080,
  })
  expect(text).toBe('80/tcp -> 127.0.0.1:8080\n9000/udp -> [::]:9001')
  expect(projectPorts(anInspect()).text).toBe('no published ports')
})

test('changed files are told as docker diff tells them, and cut at a bound', () => {
  const few = projectChanges(EngineChanges.parse([0, 1, 2].map((Kind) => ({ Path: `/f${Kind}`, Kind }))))
  expect(ChangesFacts.parse(few.data).changes.map(({ kind }) => kind)).toEqual(['changed', 'added', 'deleted'])
  expect(few.text).toBe('C /f0\nA /f1\nD /f2')
  expect(projectChanges(null).text).toBe('nothing differs from the image')
  const many = projectChanges(EngineChanges.parse(Array.from({ length: 2_001 }, () => ({ Path: '/x', Kind: 1 }))))
  expect(many.data).toMatchObject({ truncated: true })
  expect(many.text.endsWith('\n[1 more]')).toBe(true)
})

test('a container that ended has an exit code, one that did not has none', () => {
  const ended = projectWait(EngineWait.parse({ StatusCode: 137, Error: null }))
  expect(WaitFacts.parse(ended.data)).toEqual({ ended: true, exit_code: 137, error: null })
  expect(projectWait(EngineWait.parse({ StatusCode: 1, Error: { Message: 'gone' } })).text).toBe('exit code: 1, gone')
  expect(WaitFacts.parse(stillRunning.data)).toEqual({ ended: false, exit_code: null, error: null })
})

test('a network tells of those of its containers that are known', () => {
  const network = EngineNetwork.parse({
    Id: 'n',
    Name: 'shop',
    Created: '2026-01-01T00:00:00.1Z',
    Driver: 'bridge',
    Scope: 'local',
    Internal: true,
    IPAM: { Config: [{ Subnet: '10.0.0.0/16', Gateway: '10.0.0.1' }] },
    Containers: { a: { Name: 'web', IPv4Address: '10.0.0.2/16' }, 'lb-shop': { Name: 'shop-endpoint' } },
    Labels: { team: 'shop' },
  })
  const { data, text } = projectNetwork(network, (id) => id === 'a')
  expect(NetworkFacts.parse(data).containers).toEqual([{ id: 'a', name: 'web', address: '10.0.0.2' }])
  expect(text).toBe(
    [
      'name: shop',
      'driver: bridge, scope local, internal',
      'subnet: 10.0.0.0/16, gateway 10.0.0.1',
      'container: web  10.0.0.2',
      'label: team=shop',
    ].join('\n'),
  )
})

test('no value of a volume’s options leaves', () => {
  const volume = EngineVolume.parse({
    Name: 'data',
    Driver: 'local',
    Scope: 'local',
    Mountpoint: '/var/lib/docker/volumes/data/_data',
    CreatedAt: '2026-01-01T01:00:00+01:00',
    Options: { type: 'cifs', o: 'username=me,password=do-not-show' },
    Labels: null,
  })
  const { data, text } = projectVolume(volume)
  expect(VolumeFacts.parse(data)).toMatchObject({ options: ['type', 'o'], created_at: '2026-01-01T00:00:00.000Z' })
  expect(JSON.stringify([volume.Name, data, text])).not.toContain('do-not-show')
})

test('no value of an image’s environment leaves', () => {
  const image = EngineImage.parse({
    Id: 'sha256:1',
    RepoTags: ['shop/web:1'],
    RepoDigests: [],
    Created: '',
    Size: 2_048,
    Architecture: 'amd64',
    Os: 'linux',
    Config: {
      Env: ['TOKEN=do-not-show'],
      Entrypoint: ['/serve'],
      Cmd: ['--port', '80'],
      ExposedPorts: { '80/tcp': {} },
      Healthcheck: { Test: ['CMD-SHELL', 'wget localhost'] },
    },
    RootFS: { Type: 'layers', Layers: ['sha256:a', 'sha256:b'] },
  })
  const { data, text } = projectImage(image)
  expect(ImageFacts.parse(data)).toMatchObject({
    command: ['/serve', '--port', '80'],
    ports: ['80/tcp'],
    health_check: 'wget localhost',
    created_at: null,
    layers: 2,
  })
  expect(JSON.stringify([image, data, text])).not.toContain('do-not-show')
})

test('an image of which the engine tells little is told all the same', () => {
  expect(projectImage(EngineImage.parse({ Id: 'sha256:1' })).text).toContain('names: no name')
})

test.each([
  ['/bin/sh -c #(nop)  ENV TOKEN=do-not-show OTHER=do-not-show', '/bin/sh -c #(nop)  ENV TOKEN …'],
  ['ENV TOKEN=do-not-show', 'ENV TOKEN …'],
  ['ENV TOKEN do-not-show', 'ENV TOKEN …'],
  ['ARG TOKEN=do-not-show', 'ARG TOKEN …'],
  ['|2 A=do-not-show B=1 /bin/sh -c make', '|2 … /bin/sh -c make'],
  ['RUN |1 TOKEN=do-not-show /bin/sh -c make # buildkit', 'RUN |1 … /bin/sh -c make # buildkit'],
  ['RUN |1 TOKEN=do-not-show npm ci', 'RUN |1 …'],
  ['COPY . . # buildkit', 'COPY . . # buildkit'],
  ['CMD ["serve"]', 'CMD ["serve"]'],
])('a step of a build is shown without values: %s', (CreatedBy, shown) => {
  const { data } = projectHistory([EngineLayer.parse({ Id: '<missing>', Created: 1_767_225_600, CreatedBy, Size: 0 })])
  expect(HistoryFacts.parse(data).layers[0]).toMatchObject({
    created_by: shown,
    created_at: '2026-01-01T00:00:00.000Z',
  })
})
