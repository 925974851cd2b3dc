import {
  dockerAt,
  execIn,
  importBusybox,
  recordEvents,
  removeLabelled,
  runContainer,
  startBoth,
  startCounter,
  testLabel,
  untilHealth,
  type Both,
  type BothOptions,
  type ContainerSpec,
  type DockerApi,
  type EventRecorder,
} from '@devops-ai/testkit'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { inject } from 'vitest'

export interface ServiceOptions {
  readonly autonomy?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly spec?: Partial<ContainerSpec>
  /** The program; a web server that answers, unless told. */
  readonly program?: string
  /** False: no health check, which costs a process each time and says on a busy machine that what is well is not. */
  readonly checked?: boolean
}

/** A real engine, both services, and judges that trust neither of them. */
export interface World extends AsyncDisposable {
  readonly api: DockerApi
  readonly run: string
  readonly both: Both
  readonly recorder: EventRecorder
  /** Runs a container with a health check, unless told, and waits until it is healthy. Its name is `<name>-<run>`, its Compose service `<name>`. */
  readonly service: (name: string, options?: ServiceOptions) => Promise<{ readonly id: string; readonly name: string }>
  /** How often the container's own entrypoint has run. */
  readonly starts: (name: string) => Promise<number>
  /** Stops the web server in mid-work: the container runs and answers nobody. */
  readonly hang: (id: string) => Promise<void>
}

const webServer = 'trap "exit 0" TERM; httpd -f -p 80 -h /tmp & wait'
/** The check ends by itself: that its process is slow to begin on a busy machine shall not count as its failure. */
const health = {
  cmd: ['timeout', '1', 'wget', '-q', '-O', '/dev/null', 'http://127.0.0.1/index.html'],
  interval: 0.5,
  timeout: 30,
  retries: 2,
}

/** On the engine that all stories share, unless another socket is told. */
export async function startWorld(
  options: Partial<BothOptions> = {},
  engineSocket = inject('engineSocket'),
): Promise<World> {
  const run = randomBytes(4).toString('hex')
  const label = `${testLabel}=${run}`
  await using cleanup = new AsyncDisposableStack()
  // Gone after the containers: one that starts again and again writes into it to its end.
  const startsDir = await mkdtemp(`${tmpdir()}/devops-ai-starts-`)
  cleanup.defer(() => rm(startsDir, { recursive: true, force: true }))
  const api = cleanup.use(dockerAt(engineSocket))
  cleanup.defer(() => removeLabelled(api, label))
  const image = await importBusybox(api, { repo: 'devops-ai-story', tag: run, label })
  const counter = await startCounter(startsDir)
  const recorder = cleanup.use(await recordEvents(api))
  const both = cleanup.use(await startBoth({ engineUrl: `unix://${engineSocket}`, onlyLabel: label, ...options }))
  const kept = cleanup.move()

  return {
    api,
    run,
    both,
    recorder,
    service: async (name, { autonomy, labels, spec, program, checked = true } = {}) => {
      const container = `${name}-${run}`
      const id = await runContainer(api, {
        name: container,
        image,
        cmd: counter.counting(container, ['sh', '-c', `echo ok > /tmp/index.html; ${program ?? webServer}`]),
        ...(checked && { health }),
        binds: { [counter.dir]: '/starts' },
        ...spec,
        labels: {
          [testLabel]: run,
          'com.docker.compose.project': `p-${run}`,
          'com.docker.compose.service': name,
          ...(autonomy !== undefined && { 'devops-ai.autonomy': autonomy }),
          ...labels,
        },
      })
      if (program === undefined && checked) await untilHealth(api, id, 'healthy', 60_000)
      return { id, name: container }
    },
    starts: (name) => counter.starts(`${name}-${run}`),
    hang: async (id) => {
      const { code, stderr } = await execIn(api, id, ['sh', '-c', 'kill -STOP $(pidof httpd)'])
      if (code !== 0) throw new Error(`the web server could not be stopped: ${stderr}`)
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
