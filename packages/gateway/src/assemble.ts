import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Now, RequestId, ApprovalId } from '@devops-ai/contract'
import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '@devops-ai/gateway-settings'
import {
  type Configuration,
  connectEngine,
  containerIndex,
  lanes,
  type LiveIndex,
  type OwnWorkRecord,
  postNowhere,
  postTo,
  recordOwnWork,
  sampler,
  type Watch,
  watch,
} from '@devops-ai/engine'
import type { GatewayDeps } from './deps.ts'
import { earlierWork } from './earlier-work.ts'
import { freezing } from './freeze.ts'
import type { Inputs } from './inputs.ts'
import { interpreterOf } from './interpret/index.ts'
import { isWaiting, openJournal } from '@devops-ai/journal'
import { logIndexNote, logTelemetry, logWatchNote, type Metrics, metrics } from '@devops-ai/gateway-telemetry'
import { explain, explainDeed } from '@devops-ai/policy'
import { recovery } from './recovery/recovery.ts'
import { type KnownSecrets, redaction } from '@devops-ai/redaction'
import { stillAllowed } from './still-allowed.ts'
import { version } from './version.ts'

/** For changes found in flight: how long a target may take to come to rest, and the age after which none is run once more. */
const tenMinutesMs = 600_000
const mostWaitingPerTarget = 16

/** What reaches outside. A test may wrap a port here; the gateway itself knows nothing of that. */
export interface Adapters {
  readonly connectEngine: typeof connectEngine
  readonly openJournal: typeof openJournal
}
export const realAdapters: Adapters = { connectEngine, openJournal }

export interface Surroundings {
  readonly adapters: Adapters
  readonly log: FastifyBaseLogger
  /** What the engines' containers say of themselves is learned into it, and hidden in all that leaves. */
  readonly secrets: KnownSecrets
  readonly now: Now
  stopwatch(): number
}

/** All parts, connected to each other; nothing runs yet. */
export interface Parts {
  readonly deps: GatewayDeps
  readonly index: LiveIndex
  readonly ownWork: OwnWorkRecord
  readonly watch: Watch
  readonly metrics: Metrics
}

/** Opens the journal and connects the parts. What must be closed is put on `stack`; `signal` ends what runs on. */
export async function assemble(
  config: Config,
  { adapters, log, secrets, now, stopwatch }: Surroundings,
  inputs: Inputs,
  { stack, signal }: { readonly stack: AsyncDisposableStack; readonly signal: AbortSignal },
): Promise<Parts> {
  const redact = redaction(secrets.hide, secrets.heardOf)
  secrets.learn('gateway', () => ownSecrets(config))
  const journal = stack.use(await adapters.openJournal({ dir: config.journalPath, now, version, log }))
  const readDeadlineMs = config.commandTimeoutSeconds * 1_000
  // An equal share each: whatever the others hold up, there is room for the requests of the last that answers.
  const mostReads = Math.ceil(config.maxActiveRequests / inputs.engines.length)
  const connected = inputs.engines.map(({ name, url, tls, stop_timeout_seconds, only_label }) => ({
    engine: stack.use(
      adapters.connectEngine({
        name,
        url,
        ...(tls && { tls }),
        readDeadlineMs,
        changeDeadlineMs: readDeadlineMs + stop_timeout_seconds * 1_000,
        mostReads,
        now,
        learn: secrets.learn,
        hear: (container, output) => void redact.saidBy(container).text(output),
      }),
    ),
    onlyLabel: only_label,
  }))
  const engines = new Map(connected.map(({ engine }) => [engine.name, engine]))
  const ownWork = recordOwnWork({ now, earlier: await earlierWork(journal) })
  const reconcileEverySeconds = config.reconcileSeconds
  const index = containerIndex({
    engines: connected.map(({ engine, onlyLabel }) => ({ engine: engine.follower, onlyLabel })),
    reconcileEverySeconds,
    ownWork,
    now,
    signal,
    note: logIndexNote(log),
  })
  const poster = stack.use(config.watch ? postTo(config.watch) : postNowhere)
  const { startGraceSeconds } = config
  const watching = watch({
    index,
    ownWork,
    post: poster.post,
    now,
    startGraceSeconds,
    signal,
    note: logWatchNote(log),
    redact: redact.text,
  })
  const counted = metrics({
    containers: () => index.all(),
    frozen: () => freeze.now() !== null,
    waiting: () => journal.approvals().filter(isWaiting(now())).length,
  })
  const telemetry = logTelemetry(log, counted)
  const freeze = freezing({ journal, now, telemetry })
  const { sources, policy, isProtected } = inputs
  const ground = { sources, policy, index, journal, freeze, isProtected }
  const sleep = (ms: number): Promise<void> => pause(ms, undefined, { signal })
  const timing = { now, stopwatch, sleep, replicaDeadlineMs: readDeadlineMs }
  const afterwards = recovery({
    ...timing,
    engines,
    index,
    journal,
    ownWork,
    telemetry,
    signal,
    redact: redact.text,
    mayRun: stillAllowed(ground),
    giveUpAfterMs: tenMinutesMs,
    tooOldAfterMs: tenMinutesMs,
  })
  const measured = sampler({ engines, index, everySeconds: config.sampleSeconds, now, signal })
  const deps: GatewayDeps = {
    ...ground,
    ...timing,
    engines,
    interpreter: await interpreterOf(config, {
      onUsage: counted.spent,
      redact: (text, target) => redact.about(target).text(text),
      policyVersion: () => inputs.policy.version,
    }),
    ownWork,
    recovery: afterwards,
    // Changes wait for each other; what they leave of the room is for looks, which wait for nobody.
    lanes: lanes({
      mostWaiting: mostWaitingPerTarget,
      mostAtAll: Math.ceil(config.maxActiveRequests / 2),
      deadlineMs: readDeadlineMs,
    }),
    redact,
    telemetry,
    aliases: config.aliases,
    maxOutputBytes: config.maxOutputBytes,
    approvalSeconds: config.approvalSeconds,
    samples: (kind, container) => (kind === 'container.stats' ? measured.fresh(container) : null),
    mintId: () => RequestId.parse(randomUUID()),
    mintApprovalId: () => ApprovalId.parse(randomUUID()),
    explain,
    explainDeed,
  }
  return { deps, index, ownWork, watch: watching, metrics: counted }
}

/** What the gateway itself must keep to itself. */
const ownSecrets = ({ interpreter, watch: posting }: Config): Configuration => ({
  named: [
    ...(interpreter.kind === 'model' ? [['api_key', interpreter.settings.apiKey] as const] : []),
    ...(posting ? [['token', posting.token] as const] : []),
  ],
  lines: [],
})
