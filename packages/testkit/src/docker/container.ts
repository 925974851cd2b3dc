import { z } from 'zod'
import { call, type DockerApi } from './api.ts'
import { textOfFrames, type StreamText } from './frames.ts'

/** What a test asks of a container to be made. Durations in seconds. */
export interface ContainerSpec {
  readonly name: string
  readonly image: string
  /** Program and arguments, as `["sh", "-c", "…"]`. */
  readonly cmd: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly health?: HealthSpec
  /** What `docker stop` waits before it kills; 1 unless told. */
  readonly stopTimeout?: number
  readonly restart?: 'no' | 'always' | 'on-failure'
  readonly memoryBytes?: number
  /** Host folder → folder inside. */
  readonly binds?: Readonly<Record<string, string>>
  readonly network?: { readonly id: string; readonly aliases: readonly string[] }
  /** e.g. `none` or `container:<id>`; not together with `network`. */
  readonly networkMode?: string
}

export interface HealthSpec {
  readonly cmd: readonly string[]
  readonly interval: number
  readonly timeout: number
  readonly retries: number
  readonly startPeriod?: number
}

const nanoseconds = (seconds: number): number => Math.round(seconds * 1e9)

const bodyOf = (spec: ContainerSpec): object => ({
  Image: spec.image,
  Cmd: spec.cmd,
  Labels: spec.labels ?? {},
  Env: Object.entries(spec.env ?? {}).map(([name, value]) => `${name}=${value}`),
  StopTimeout: spec.stopTimeout ?? 1,
  Healthcheck: spec.health && {
    Test: ['CMD', ...spec.health.cmd],
    Interval: nanoseconds(spec.health.interval),
    Timeout: nanoseconds(spec.health.timeout),
    StartPeriod: nanoseconds(spec.health.startPeriod ?? 0),
    Retries: spec.health.retries,
  },
  HostConfig: {
    RestartPolicy: { Name: spec.restart ?? 'no' },
    Memory: spec.memoryBytes ?? 0,
    Binds: Object.entries(spec.binds ?? {}).map(([host, inside]) => `${host}:${inside}`),
    NetworkMode: spec.network?.id ?? spec.networkMode ?? 'none',
  },
  NetworkingConfig: spec.network && {
    EndpointsConfig: { [spec.network.id]: { Aliases: spec.network.aliases } },
  },
})

/** Makes a container that does not run yet; returns its full id. */
export async function createContainer(api: DockerApi, spec: ContainerSpec): Promise<string> {
  const query = { name: spec.name }
  const reply = await call(api, { method: 'POST', path: '/containers/create', query, body: bodyOf(spec) }, [201])
  return z.object({ Id: z.string() }).parse(reply.json).Id
}

/** Makes and starts a container; returns its full id. */
export async function runContainer(api: DockerApi, spec: ContainerSpec): Promise<string> {
  const id = await createContainer(api, spec)
  await startContainer(api, id)
  return id
}

type Post = (api: DockerApi, id: string) => Promise<void>

const post =
  (verb: string, statuses: readonly number[]): Post =>
  async (api, id) => {
    await call(api, { method: 'POST', path: `/containers/${id}/${verb}` }, statuses)
  }

export const startContainer = post('start', [204, 304])
export const stopContainer = post('stop', [204, 304])
export const restartContainer = post('restart', [204])
export const pauseContainer = post('pause', [204])
export const unpauseContainer = post('unpause', [204])

export async function killContainer(api: DockerApi, id: string, signal = 'KILL'): Promise<void> {
  await call(api, { method: 'POST', path: `/containers/${id}/kill`, query: { signal } }, [204])
}

/** Removes a container and its anonymous volumes, running or not. One that is gone already is no error. */
export async function removeContainer(api: DockerApi, id: string): Promise<void> {
  const query = { force: 'true', v: 'true' }
  await call(api, { method: 'DELETE', path: `/containers/${id}`, query }, [204, 404, 409])
}

export async function setRestartPolicy(api: DockerApi, id: string, name: 'no' | 'always'): Promise<void> {
  const body = { RestartPolicy: { Name: name } }
  await call(api, { method: 'POST', path: `/containers/${id}/update`, body }, [200])
}

/** What the container wrote so far. */
export async function containerLogs(api: DockerApi, id: string): Promise<StreamText> {
  const query = { stdout: 'true', stderr: 'true' }
  const reply = await call(api, { method: 'GET', path: `/containers/${id}/logs`, query }, [200])
  return textOfFrames(reply.bytes)
}
