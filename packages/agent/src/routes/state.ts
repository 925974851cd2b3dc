import { AgentHealth, AgentStatus, instant, Problem, type GatewayClient } from '@devops-ai/contract'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import type { Switches } from '../admission/automation.ts'
import type { Heartbeat } from '../heartbeat/heartbeat.ts'
import type { Metrics } from '../metrics.ts'
import type { Clock } from '../ports.ts'
import type { Database } from '../store/database.ts'
import { totals } from '../store/incidents.ts'
import { changesNow, stormOf } from '../store/storms.ts'

/** A question about health is not worth a longer wait. */
const patienceMs = 2_000

export interface StateDeps {
  readonly db: Database
  readonly gateway: Pick<GatewayClient, 'health'>
  readonly gatewayUrl: string
  readonly analyst: string
  readonly metrics: Metrics
  readonly clock: Clock
  readonly heart: Heartbeat
  readonly switches: Switches
}

/** `GET /health` is open to all: can alerts be stored, and is somebody at work on them? */
export const healthRoute =
  ({ db, clock, heart }: Pick<StateDeps, 'db' | 'clock' | 'heart'>): FastifyPluginCallbackZod =>
  (app, _options, registered) => {
    app.get(
      '/health',
      {
        schema: {
          summary: 'Can alerts be stored, and are they worked on?',
          response: { 200: AgentHealth, 503: AgentHealth },
        },
      },
      async (_request, reply) => {
        const answers = await within(clock, databaseAnswers(db), false)
        const well = answers && heart.beats()
        return reply.code(well ? 200 : 503).send({ status: well ? 'success' : 'failure' })
      },
    )
    registered()
  }

export const stateRoutes =
  ({ db, gateway, gatewayUrl, analyst, metrics, clock, heart, switches }: StateDeps): FastifyPluginCallbackZod =>
  (app, _options, registered) => {
    app.get(
      '/status',
      { schema: { summary: 'What the agent is doing', response: { 200: AgentStatus, '4xx': Problem } } },
      async () => {
        const [counted, storm, changes, gatewayAnswers, automation] = await Promise.all([
          within(
            clock,
            totals(db, clock.now()).catch(() => null),
            null,
          ),
          within(
            clock,
            stormOf(db).catch(() => null),
            null,
          ),
          within(
            clock,
            changesNow(db).catch(() => null),
            null,
          ),
          within(
            clock,
            gateway.health().then((reply) => reply.kind === 'answer' && reply.body.status === 'success'),
            false,
          ),
          within(
            clock,
            switches.automation().catch(() => null),
            null,
          ),
        ])
        return {
          status: counted && gatewayAnswers && heart.beats() ? ('success' as const) : ('failure' as const),
          analyst,
          gateway: { url: gatewayUrl, answers: gatewayAnswers },
          database: { answers: counted !== null },
          incidents: { ...counted?.incidents },
          automation: automation ?? { paused: false, by: null, reason: null, since: null },
          alerts_waiting: counted?.alertsWaiting ?? 0,
          storm: storm && { since: storm.began, incident: storm.incident },
          changes: changes ?? { under_way: 0, queued: 0 },
          last_event_at: counted?.lastEventAt ?? null,
          heartbeat: { beats: heart.beats(), last_at: lastBeat(heart) },
        }
      },
    )
    app.get('/metrics', { schema: { summary: 'For Prometheus' } }, async (_request, reply) => {
      return reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics())
    })
    registered()
  }

const lastBeat = (heart: Heartbeat) => {
  const last = heart.last()
  return last && instant(last)
}

const databaseAnswers = (db: Database): Promise<boolean> =>
  sql`select 1`.execute(db).then(
    () => true,
    () => false,
  )

function within<T>(clock: Clock, answer: Promise<T>, otherwise: T): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(patienceMs, () => resolve(otherwise))
    answer.then(resolve, reject).finally(cancel)
  })
}
