import { instant, type GatewayClient, type Sender } from '@devops-ai/contract'
import { switches } from './admission/automation.ts'
import { rulesSeat } from './analyst/rules.ts'
import type { Analyst } from './analyst/seat.ts'
import { buildApp } from './app.ts'
import type { AgentConfig } from './config.ts'
import { deadMan } from './heartbeat/dead-man.ts'
import { heartbeat } from './heartbeat/heartbeat.ts'
import type { Occurrence } from './intake/occurrence.ts'
import { pressure } from './intake/pressure.ts'
import { startRouter } from './intake/router.ts'
import { storingTogether } from './intake/store-together.ts'
import { takingIn } from './intake/take-in.ts'
import { agentMetrics, type Metrics } from './metrics.ts'
import { channelsOf } from './notify/settings.ts'
import { startTeller } from './notify/teller.ts'
import { knownTargets } from './perform/known-targets.ts'
import { performersOf, rulesOf, type Wiring } from './perform/performers.ts'
import type { Choose, Clock, Log, NewId } from './ports.ts'
import { startRetention } from './retention/retention.ts'
import { accessOf } from './routes/access.ts'
import { personOf, whoamiMs } from './routes/person.ts'
import { clockWatch } from './runner/clock-watch.ts'
import { startRunner } from './runner/runner.ts'
import { signals } from './runner/signals.ts'
import { tell } from './runner/tell.ts'
import { startTending } from './storm/loop.ts'
import { storeAlerts } from './store/alerts.ts'
import type { Appended } from './store/append.ts'
import { openDatabase } from './store/database.ts'
import { joinAgents } from './store/members.ts'
import { migrate } from './store/migrations.ts'
import { onceMore } from './store/once-more.ts'
import { planTelling } from './store/tellings.ts'
import { chooseTarget } from './target/choose.ts'
import { prometheus } from './verification/monitor.ts'

export interface AgentDeps {
  readonly config: AgentConfig
  readonly senders: readonly Sender[]
  readonly gateway: GatewayClient
  /** The gateway as somebody else than the agent asks it, with their own token; `timeoutMs` as in `ClientOptions`. */
  readonly gatewayAs: (token: string, timeoutMs: number) => GatewayClient
  /** The URL of a PostgreSQL that answers. */
  readonly databaseUrl: string
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
}

export interface RunningAgent {
  /** Where it listens, e.g. `http://127.0.0.1:8040`. */
  readonly url: string
  /** Takes nothing new, finishes the work in hand and closes everything, within 10 s. May be called once. */
  close(): Promise<void>
}

/** Starts the agent: the database, the runner, the router and, at last, the door. */
export async function startAgent(deps: AgentDeps): Promise<RunningAgent> {
  const { config, gateway, databaseUrl, clock, log, newId } = deps
  const open: AsyncDisposable[] = []
  const keep = <T extends AsyncDisposable>(part: T): T => {
    open.push(part)
    return part
  }
  // Last opened, first closed.
  const close = async (): Promise<void> => {
    for (const part of open.splice(0).toReversed()) await part[Symbol.asyncDispose]()
  }
  try {
    const self = newId()
    const db = keep(openDatabase(databaseUrl, log))
    await migrate(db)
    keep(await joinAgents(databaseUrl, { id: self, clock, log }))
    const heard: {
      alerts(): void
      tellings(): void
      appended(appended: readonly Appended[]): void
    } = {
      appended: () => {},
      alerts: () => {},
      tellings: () => {},
    }
    const now = () => clock.now()
    const metrics = agentMetrics()
    const patienceMs = longestRoundMs(config)
    const callOut = config.deadMan === null ? () => {} : deadMan(config.deadMan, log)
    const heart = heartbeat({
      clock,
      patienceMs,
      onBeat(at) {
        metrics.beat(at)
        callOut(at)
      },
    })
    const watched = signals()
    const onAppended = (appended: readonly Appended[]) => {
      tell(appended, { log, metrics, signals: watched })
      heard.appended(appended)
    }
    const targets = knownTargets(gateway, now)
    const analyst = await analystOf(config, metrics)
    const choose: Choose = (alert, targets) => chooseTarget(alert, targets, config.targetLabels)
    const raise = async (occurrence: Occurrence, at: Date) => {
      await storeAlerts(db, [occurrence], instant(at))
      heard.alerts()
    }
    const channels = channelsOf(config.telling, now)
    const names = channels.map(({ name }) => name)
    const wiring: Wiring = {
      config,
      db,
      gateway,
      targets,
      analyst,
      choose,
      monitor: config.prometheus && prometheus({ ...config.prometheus, fetch }),
      channels: names,
      planTelling: async (message) => {
        await planTelling(db, { ...message, channels: names, at: now() })
        heard.tellings()
      },
      raise,
      metrics,
      clock,
      newId,
      log,
      now,
    }
    const rules = rulesOf(wiring)

    const watchClock = clockWatch({ db, clock, rules, log, onAppended })
    await watchClock()
    const pressing = pressure()
    const { pressed } = pressing
    const runner = keep(
      startRunner({
        ...{ self, db, clock, log, rules, performers: performersOf(wiring), onAppended, patienceMs },
        pressed,
        clockWatch: watchClock,
        onRound: () => heart.wentRound('runner'),
      }),
    )
    const wake = (appended: readonly Appended[]) =>
      runner.wake(appended.flatMap(({ incident, effects }) => (effects.length > 0 ? [incident.id] : [])))
    const tellAndWake = (appended: readonly Appended[]) => {
      onAppended(appended)
      wake(appended)
    }
    const router = keep(
      startRouter({
        ...{ db, targets, clock, log, rules, choose, newId },
        onAppended(appended) {
          onAppended(appended)
          // What is about nobody known is found by the runner's own look, behind what somebody can do something about.
          wake(appended.filter(({ incident }) => incident.target !== null))
        },
        patienceSeconds: config.operationDeadlineSeconds,
        pressed,
        onRound: () => heart.wentRound('router'),
        groupSeconds: config.groupSeconds,
        storm: config.storm,
        massExit: config.massExit,
      }),
    )
    const tending = keep(
      startTending({
        ...{ db, rules, clock, log, limits: config.storm },
        onStanding: metrics.standing,
        onAppended: tellAndWake,
      }),
    )
    heard.appended = tending.heard
    const teller = keep(startTeller({ ...{ db, channels, rules, clock, log, onAppended }, settings: config.telling }))
    heard.tellings = teller.wake
    keep(startRetention({ db, settings: config.retention, clock, log }))
    heard.alerts = router.wake

    const app = await buildApp({
      ...{ db, clock, log, gateway, metrics, now, heart, rules },
      access: accessOf(deps.senders),
      person: personOf({ whoami: (token) => deps.gatewayAs(token, whoamiMs).whoami(), now }),
      signals: watched,
      onAppended: tellAndWake,
      newId,
      switches: switches({ db, rules, now, onAppended: tellAndWake }),
      analyst: analyst.kind,
      gatewayUrl: config.gateway.url,
      pressure: pressing,
      takeIn: takingIn({
        ...{ db, now },
        together: storingTogether((batch) => onceMore(() => storeAlerts(db, batch, instant(now())))),
      }),
      onTaken({ stored, notUnderstood, leftOut }) {
        metrics.alertsReceived({ stored, notUnderstood, leftOut })
        if (stored > 0) router.wake()
      },
    })
    keep({ [Symbol.asyncDispose]: () => app.close().then(() => {}) })
    // A storm comes over a thousand connections at once: none is to be turned away before it is heard.
    return { url: await app.listen({ ...config.listen, backlog: 4_096 }), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** No round and no effect takes longer: each waits at most once for the gateway, and for three answers of a model. */
const longestRoundMs = ({ gateway, model }: AgentConfig): number =>
  60_000 + (gateway.timeoutSeconds + 3 * (model?.timeoutSeconds ?? 0)) * 1_000

/** Neither mind stands in for the other. The model's libraries are loaded only where a model is configured. */
async function analystOf({ model, stableSeconds, recheckSeconds }: AgentConfig, metrics: Metrics): Promise<Analyst> {
  const patience = { stableSeconds, recheckSeconds }
  if (!model) return rulesSeat(patience)
  const { modelAnalyst } = await import('./analyst/model.ts')
  return modelAnalyst(model, { patience, onUsage: metrics.modelUsed })
}
