import { EngineInspect } from '../engine/inspect.ts'

const inspect = {
  Id: 'a'.repeat(64),
  Name: '/web',
  Created: '2026-01-01T00:00:00.123456789Z',
  Image: 'sha256:1',
  RestartCount: 2,
  State: {
    Status: 'running',
    Running: true,
    Paused: false,
    Restarting: false,
    OOMKilled: false,
    Dead: false,
    Pid: 7,
    ExitCode: 0,
    Error: '',
    StartedAt: '2026-01-01T00:00:00.123456789Z',
    FinishedAt: '0001-01-01T00:00:00Z',
  },
  HostConfig: { NetworkMode: 'shop', AutoRemove: false, Memory: 0, RestartPolicy: { Name: '' }, PidsLimit: null },
  Config: {
    Image: 'shop/web:1',
    Env: ['PASSWORD=do-not-show'],
    Labels: { team: 'shop' },
    Cmd: ['serve'],
    Entrypoint: null,
  },
  Mounts: [{ Type: 'volume', Name: 'data', Destination: '/data', RW: true }],
  NetworkSettings: { Networks: { shop: { Aliases: ['web'], IPAddress: '10.0.0.2' } } },
}

/** What an engine answers for a running container, with its state changed as given. For tests. */
export const anInspect = (
  state: object = {},
  more: { readonly config?: object; readonly host?: object } = {},
): EngineInspect =>
  EngineInspect.parse({
    ...inspect,
    State: { ...inspect.State, ...state },
    Config: { ...inspect.Config, ...more.config },
    HostConfig: { ...inspect.HostConfig, ...more.host },
  })
