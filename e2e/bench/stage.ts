import {
  dockerAt,
  importBusybox,
  newPrivateEngine,
  runContainer,
  startBoth,
  type Both,
  type BothOptions,
  type DockerApi,
} from '@devops-ai/testkit'

const benchLabel = 'devops-ai.test=bench'

/** A private engine with both services on it; all of it is gone at the end, after Ctrl-C too. */
export interface Stage extends AsyncDisposable {
  readonly api: DockerApi
  readonly socketPath: string
  readonly both: Both
  /** An image with busybox. */
  readonly image: string
  /** Runs a container whose web server answers its health check every second, so that checks are not most of the work. The gateway knows those of the label `bench`. */
  readonly container: (name: string, label?: string) => Promise<string>
}

export async function startStage(
  say: (text: string) => void,
  options: Pick<BothOptions, 'databaseUrl' | 'set'> = {},
): Promise<Stage> {
  await using cleanup = new AsyncDisposableStack()
  say('starting an engine, gateway and agent …')
  const engine = cleanup.use(await newPrivateEngine())
  const api = cleanup.use(dockerAt(engine.socketPath))
  const image = await importBusybox(api, { repo: 'devops-ai-bench', tag: 'bench', label: benchLabel })
  const both = cleanup.use(
    await startBoth({
      engineUrl: `unix://${engine.socketPath}`,
      onlyLabel: benchLabel,
      // What is measured is the work, not the limit of one source.
      ...options,
      set: { GATEWAY_RATE_PER_MINUTE: '100000000', ...options.set },
    }),
  )
  const kept = cleanup.move()
  // The engine's guardian and the services' own parents clean up when this process is interrupted.
  return {
    api,
    both,
    image,
    socketPath: engine.socketPath,
    container: (name, label = 'bench') =>
      runContainer(api, {
        name,
        image,
        cmd: ['sh', '-c', 'echo ok > /tmp/index.html; trap "exit 0" TERM; httpd -f -p 80 -h /tmp & wait'],
        health: {
          cmd: ['timeout', '1', 'wget', '-q', '-O', '/dev/null', 'http://127.0.0.1/index.html'],
          interval: 1,
          timeout: 30,
          retries: 1,
        },
        labels: { 'devops-ai.test': label, 'devops-ai.autonomy': 'auto' },
      }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
