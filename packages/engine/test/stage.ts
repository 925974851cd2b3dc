import { EngineName, type ContainerId, ContainerId as ContainerIdShape, type WebhookAlert } from '@devops-ai/contract'
import {
  type ContainerSpec,
  createContainer,
  dockerAt,
  type DockerApi,
  importBusybox,
  removeLabelled,
  startContainer,
  testLabel,
} from '@devops-ai/testkit'
import { randomUUID } from 'node:crypto'
import { containerIndex, type LiveIndex } from '../src/index/container-index.ts'
import type { IndexNote } from '../src/index/notes.ts'
import { type OwnWorkRecord, recordOwnWork } from '../src/index/own-work.ts'
import { type ConnectedEngine, connectEngine } from '../src/client/connect.ts'
import type { Post } from '../src/watch/deliver.ts'
import { lawsWith, type WatchLaws } from '../src/watch/laws.ts'
import { watch } from '../src/watch/watch.ts'

/** An alert that was posted, with our time of the post in ms. */
export interface Posted {
  readonly at: number
  readonly alert: WebhookAlert
}

/** A gateway's eyes on a real engine: client, index and watch, and a second client to make things happen. */
export interface Stage extends AsyncDisposable {
  readonly api: DockerApi
  readonly engine: ConnectedEngine
  readonly index: LiveIndex
  readonly ownWork: OwnWorkRecord
  readonly notes: readonly IndexNote[]
  readonly posted: readonly Posted[]
  readonly image: string
  /** `alertname status` of what was posted for a container, in order. */
  told(id: ContainerId): readonly string[]
  create(spec: StageSpec): Promise<ContainerId>
  run(spec: StageSpec): Promise<ContainerId>
  nameOf(name: string): string
}

export type StageSpec = Omit<ContainerSpec, 'image' | 'name' | 'cmd'> & {
  readonly name: string
  readonly script: string
}

export interface StageOptions {
  readonly laws?: Partial<WatchLaws>
  readonly reconcileEverySeconds?: number
  readonly readDeadlineMs?: number
  readonly imageLabel?: string
}

export const local = EngineName.parse('local')

/** A shell that ends at once when it is told to. */
export const wellBehaved = (script: string): string => `trap 'exit 0' TERM; ${script}`
export const idle = wellBehaved('sleep 3600 & wait')

export async function stageOn(socketPath: string, options: StageOptions = {}): Promise<Stage> {
  const run = randomUUID().slice(0, 8)
  const label = `${testLabel}=${run}`
  const api = dockerAt(socketPath)
  const image = await importBusybox(api, { repo: `stage-${run}`, tag: '1', label: options.imageLabel ?? label })
  const stop = new AbortController()
  const now = (): Date => new Date()
  const notes: IndexNote[] = []
  const posted: Posted[] = []

  const engine = connectEngine({
    name: local,
    url: `unix://${socketPath}`,
    readDeadlineMs: options.readDeadlineMs ?? 10_000,
    changeDeadlineMs: 20_000,
    now,
    learn: () => {},
    hear: () => {},
  })
  const ownWork = recordOwnWork({ now, earlier: [] })
  const index = containerIndex({
    engines: [{ engine: engine.follower, onlyLabel: label }],
    reconcileEverySeconds: options.reconcileEverySeconds ?? 30,
    ownWork,
    now,
    signal: stop.signal,
    note: (note) => notes.push(note),
  })
  const post: Post = (body) => {
    posted.push(...body.alerts.map((alert) => ({ at: Date.now(), alert })))
    return Promise.resolve({ ok: true })
  }
  const laws = { ...lawsWith(0), ...options.laws }
  const watching = watch({
    index,
    ownWork,
    post,
    now,
    startGraceSeconds: 0,
    laws,
    signal: stop.signal,
    note: () => undefined,
    redact: (text) => text,
  })
  index.start()
  await index.ready

  const create = async ({ script, ...spec }: StageSpec): Promise<ContainerId> => {
    const labels = { ...spec.labels, [testLabel]: run }
    const cmd = ['sh', '-c', script]
    return ContainerIdShape.parse(
      await createContainer(api, { ...spec, name: `${run}-${spec.name}`, image, cmd, labels }),
    )
  }
  return {
    api,
    engine,
    index,
    ownWork,
    notes,
    posted,
    image,
    create,
    nameOf: (name) => `${run}-${name}`,
    told: (id) =>
      posted
        .filter(({ alert }) => alert.labels['container_id'] === id)
        .map(({ alert }) => `${alert.labels['alertname']} ${alert.status}`),
    async run(spec) {
      const id = await create(spec)
      await startContainer(api, id)
      return id
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      await Promise.all([index.done, watching.done])
      await removeLabelled(api, label)
      await engine[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
    },
  }
}
