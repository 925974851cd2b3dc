import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ExecuteRequest, RequestId } from '@devops-ai/contract'
import {
  type ContainerSpec,
  dockerAt,
  type DockerApi,
  type EventRecorder,
  importBusybox,
  inspectContainer,
  recordEvents,
  removeContainer,
  removeLabelled,
  runContainer,
  startCounter,
  testLabel,
  until,
} from '@devops-ai/testkit'

/** A container that is watched by others than the gateway; gone at the end. */
export interface Victim extends AsyncDisposable {
  readonly id: string
  readonly name: string
  /** How often its own entrypoint has run. A process that was started a moment ago is given time to count up to `least`. */
  readonly starts: (least: number) => Promise<number>
  /** Every `StartedAt` that the engine has shown up to now, in order. */
  readonly startedAt: () => Promise<readonly string[]>
}

/** An engine, an image and judges that were there before any gateway. */
export interface Site extends AsyncDisposable {
  readonly socketPath: string
  readonly label: string
  readonly api: DockerApi
  /** Since the site exists, until the engine ends. */
  readonly recorder: EventRecorder
  /** Runs a container that anybody may have restarted. Its process ignores SIGTERM, so its stop takes a whole second. */
  readonly victim: (name: string, more?: Partial<ContainerSpec>) => Promise<Victim>
}

const sampleMs = 200

export async function siteOn(socketPath: string, run: string): Promise<Site> {
  const label = `${testLabel}=${run}`
  await using cleanup = new AsyncDisposableStack()
  // Gone after the containers, which write into it at each of their starts.
  const folder = await mkdtemp(join(tmpdir(), 'devops-ai-starts-'))
  cleanup.defer(() => rm(folder, { recursive: true, force: true }))
  const api = cleanup.use(dockerAt(socketPath))
  cleanup.defer(() => removeLabelled(api, label))
  const image = await importBusybox(api, { repo: 'devops-ai-test', tag: run, label })
  const counter = await startCounter(folder)
  const recorder = cleanup.use(await recordEvents(api))
  const kept = cleanup.move()

  return {
    socketPath,
    label,
    api,
    recorder,
    victim: async (short, { cmd = ['sleep', '600'], labels, ...more } = {}) => {
      const name = `${run}-${short}`
      const id = await runContainer(api, {
        name,
        image,
        cmd: counter.counting(name, cmd),
        stopTimeout: 1,
        binds: { [counter.dir]: '/starts' },
        labels: { [testLabel]: run, 'devops-ai.autonomy': 'auto', ...labels },
        ...more,
      })
      const sampler = sample(api, id)
      return {
        id,
        name,
        startedAt: sampler.now,
        starts: (least) => atLeast(() => counter.starts(name), least),
        [Symbol.asyncDispose]: async () => {
          await sampler.end()
          // An engine that is away by now is ended with all that it has.
          await removeContainer(api, id).catch(() => undefined)
        },
      }
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

const countedWithinMs = 10_000

/** The count as soon as it is high enough, and whatever it is after a while. */
async function atLeast(count: () => Promise<number>, least: number): Promise<number> {
  const enough = async () => (await count()) >= least
  await until(enough, { what: 'the count', deadlineMs: countedWithinMs }).catch(() => undefined)
  return await count()
}

/** Looks at a container again and again; an engine that does not answer shows nothing. */
function sample(api: DockerApi, id: string) {
  const seen: string[] = []
  const ending = new AbortController()
  const look = async (): Promise<void> => {
    const { State } = await inspectContainer(api, id)
    if (State.StartedAt !== seen.at(-1)) seen.push(State.StartedAt)
  }
  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      await look().catch(() => undefined)
      await pause(sampleMs, undefined, { signal: ending.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    now: async (): Promise<readonly string[]> => {
      await look()
      return seen
    },
    end: async (): Promise<void> => {
      ending.abort()
      await running
    },
  }
}

/** A person's wish to have it restarted, with an id of its own. */
export function restartOf(
  name: string,
  action: object = {},
): { readonly id: RequestId; readonly request: ExecuteRequest } {
  const id = RequestId.parse(randomUUID())
  const request = ExecuteRequest.parse({
    source_id: 'operator',
    request_id: id,
    target_resource: { name },
    action_request: { intent: 'restart the service', ...action },
  })
  return { id, request }
}
