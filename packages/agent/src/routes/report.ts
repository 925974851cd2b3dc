import { IncidentId, Problem } from '@devops-ai/contract'
import { sendRefusal } from '@devops-ai/http'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { reportOf } from '../report/report.ts'
import type { Database } from '../store/database.ts'
import { logOf } from '../store/incidents.ts'
import { unknownIncident } from './incidents.ts'

const Params = z.object({ id: IncidentId })

/** The post-mortem of an incident, from its event log alone. */
export const reportRoutes =
  (db: Database): FastifyPluginCallbackZod =>
  (app, _options, registered) => {
    app.get(
      '/incidents/:id/report',
      {
        schema: {
          summary: 'The post-mortem as Markdown',
          params: Params,
          response: { 200: z.string(), '4xx': Problem },
        },
      },
      async ({ params: { id } }, reply) => {
        const log = await logOf(db, id)
        if (log.length === 0) return sendRefusal(reply, unknownIncident(id))
        return reply.header('content-type', 'text/markdown; charset=utf-8').send(reportOf(id, log))
      },
    )
    registered()
  }
