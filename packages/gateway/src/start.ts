import { setTimeout as pause } from 'node:timers/promises'
import { isContainerTarget } from '@devops-ai/contract'
import { Operation } from '@devops-ai/operations'
import { buildApp } from './app.ts'
import { assemble, type Parts, type Surroundings } from './assemble.ts'
import type { Config } from '@devops-ai/gateway-settings'
import { type Gateway, gateway } from './gateway.ts'
import { loadInputs } from './inputs.ts'
import { selfTest } from './interpret/self-test.ts'
import { JournalUnusable } from '@devops-ai/journal'
import type { Http } from './routes/http.ts'
import { version } from './version.ts'

/** From the wish to end until the end; what still runs then is found in flight at the next start. */
const closingMs = 8_000
/** So long the start waits to know all engines; one that hangs joins later. */
const firstLookMs = 5_000

export interface RunningGateway {
  /** The address that it really listens on, e.g. `http://127.0.0.1:8040`. */
  readonly url: string
  /** Stops accepting, lets open changes finish for a few seconds, writes what waits. To be called once. */
  close(): Promise<void>
}

export type Started =
  | { readonly ok: true; readonly running: RunningGateway }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Starts the gateway. Problems of the configuration are values; whatever else goes wrong is thrown. */
export async function startGateway(config: Config, surroundings: Surroundings): Promise<Started> {
  const { log } = surroundings
  const loaded = await loadInputs(config, (detail) => log.error(`a policy could not be evaluated: ${detail}`))
  if (!loaded.ok) return loaded
  await using stack = new AsyncDisposableStack()
  const ending = new AbortController()
  stack.defer(() => ending.abort())
  try {
    const parts = await assemble(config, surroundings, loaded.inputs, { stack, signal: ending.signal })
    const pipeline = gateway(parts.deps)
    const { ratePerMinute, maxActiveRequests, commandTimeoutSeconds } = config
    const { deps, metrics } = parts
    const { engines } = loaded.inputs
    const trial = selfTest({ ...deps, log })
    const app = await buildApp({
      gateway: pipeline,
      deps,
      engines,
      metrics,
      interpreterHealth: trial.state,
      log,
      ratePerMinute,
      maxActiveRequests,
      version,
      commandTimeoutSeconds,
    })
    await follow(parts)
    void tendApprovals(parts, pipeline, ending.signal)
    const url = await app.listen(config.listen)
    void trial.run()
    const open = stack.move()
    return { ok: true, running: { url, close: () => close(parts, { app, pipeline, ending, open }) } }
  } catch (error) {
    if (error instanceof JournalUnusable) return { ok: false, problems: [error.message] }
    throw error
  }
}

/** Looks at the engines, and takes up what an earlier run left in flight before anything new is accepted. */
async function follow({ index, deps, ownWork }: Parts): Promise<void> {
  for (const recorded of deps.journal.inFlight()) {
    const operation = Operation.safeParse(recorded.intent.operation)
    for (const { target } of recorded.intent.steps)
      if (operation.success && isContainerTarget(target)) ownWork.begin(target.engine, target.id, operation.data)
    deps.recovery.take(recorded)
  }
  index.start()
  await Promise.race([index.ready, pause(firstLookMs, undefined, { ref: false })])
}

const tendEveryMs = 1_000

/** Approvals are run and end in time also when nobody looks. Ends with the gateway. */
async function tendApprovals({ deps }: Parts, { approvals }: Gateway, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await approvals.tend()
    await deps.sleep(tendEveryMs).catch(() => undefined)
  }
}

interface Open {
  readonly app: Http
  readonly pipeline: Gateway
  readonly ending: AbortController
  readonly open: AsyncDisposableStack
}

async function close({ deps, index, watch }: Parts, { app, pipeline, ending, open }: Open): Promise<void> {
  const finished = Promise.all([app.close(), pipeline.idle()])
  await Promise.race([finished, pause(closingMs, undefined, { ref: false })])
  ending.abort()
  await Promise.all([deps.recovery.idle(), index.done, watch.done])
  await open.disposeAsync()
}
