import { AlertWebhook, instant, Problem, WebhookAnswer } from '@devops-ai/contract'
import { sendRefusal } from '@devops-ai/http'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { occurrencesOf } from '../intake/occurrence.ts'
import { sentenceOf, type Log } from '../ports.ts'
import { storeAlerts } from '../store/alerts.ts'
import type { Database } from '../store/database.ts'
import type { Access } from './access.ts'
import { databaseSilent } from './problems.ts'

/** 10,000 alerts are about 6.3 MiB. */
const bodyLimit = 64 * 1024 * 1024

export interface AlertRouteDeps {
  readonly db: Database
  readonly access: Access
  readonly now: () => Date
  readonly log: Log
  /** Told after the commit: so many alerts came. */
  readonly onStored: (count: number) => void
}

/** Alerts are on disk before they are answered with 2xx. When they cannot be, the sender is told to come again. */
export const alertRoutes =
  ({ db, access, now, log, onStored }: AlertRouteDeps): FastifyPluginCallbackZod =>
  (app, _options, registered) => {
    app.post(
      '/webhook/alerts',
      {
        bodyLimit,
        schema: {
          summary: 'Alertmanager version 4, and Grafana',
          body: AlertWebhook,
          response: { 202: WebhookAnswer, '4xx': Problem, '5xx': Problem },
        },
        // Before the body is read: a stranger shall not make us read 64 MiB.
        onRequest: async (request, reply) => {
          const who = access(request.headers.authorization, ['alerts'])
          if (!who.ok) return sendRefusal(reply, who)
        },
      },
      async (request, reply) => {
        const who = access(request.headers.authorization, ['alerts'])
        if (!who.ok) return sendRefusal(reply, who)
        const batch = occurrencesOf(request.body, who.sender.id)
        try {
          const answer = batch.length === 0 ? { stored: 0, repeated: 0 } : await storeAlerts(db, batch, instant(now()))
          onStored(batch.length)
          void reply.code(202)
          return answer
        } catch (error) {
          log.error(`${batch.length} alerts of ${who.sender.id} could not be stored: ${sentenceOf(error)}`)
          return sendRefusal(reply, databaseSilent())
        }
      },
    )
    registered()
  }
