import { AgentHealth, AgentStatus, Problem, type GatewayClient } from '@devops-ai/contract'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import type { Metrics } from '../metrics.ts'
import type { Clock } from '../ports.ts'
import type { Database } from '../store/database.ts'
import { totals } from '../store/incidents.ts'

/** A question about health is not worth a longer wait. */
const patienceMs = 2_000

export interface StateDeps {
  readonly db: Database
  readonly gateway: Pick<GatewayClient, 'health'>
  readonly gatewayUrl: string
  readonly analyst: string
  readonly metrics: Metrics
  readonly clock: Clock
}

/** `GET /health` is open to all and says one word: can alerts be stored? */
export const healthRoute =
  ({ db, clock }: Pick<StateDeps, 'db' | 'clock'>): FastifyPluginCallbackZod =>
  (app, _options, registered) => {
    app.get(
      '/health',
      { schema: { summary: 'Can alerts be stored?', response: { 200: AgentHealth, 503: AgentHealth } } },
      async (_request, reply) => {
        const answers = await within(clock, databaseAnswers(db), false)
        return reply.code(answers ? 200 : 503).send({ status: answers ? 'success' : 'failure' })
      },
    )
    registered()
  }

export const stateRoutes =
  ({ db, gateway, gatewayUrl, analyst, metrics, clock }: StateDeps): FastifyPluginCallbackZod =>
  (app, _options, registered) => {
    app.get(
      '/status',
      { schema: { summary: 'What the agent is doing', response: { 200: AgentStatus, '4xx': Problem } } },
      async () => {
        const [counted, gatewayAnswers] = await Promise.all([
          within(
            clock,
            totals(db).catch(() => null),
            null,
          ),
          within(
            clock,
            gateway.health().then((reply) => reply.kind === 'answer' && reply.body.status === 'success'),
            false,
          ),
        ])
        return {
          status: counted && gatewayAnswers ? ('success' as const) : ('failure' as const),
          analyst,
          gateway: { url: gatewayUrl, answers: gatewayAnswers },
          database: { answers: counted !== null },
          incidents: { ...counted?.incidents },
          alerts_waiting: counted?.alertsWaiting ?? 0,
          last_event_at: counted?.lastEventAt ?? null,
        }
      },
    )
    app.get('/metrics', { schema: { summary: 'For Prometheus' } }, async (_request, reply) => {
      return reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics())
    })
    registered()
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
