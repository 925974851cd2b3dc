import { IncidentDetail, IncidentId, IncidentList, Phase, Problem, refuse } from '@devops-ai/contract'
import { sendRefusal } from '@devops-ai/http'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Database } from '../store/database.ts'
import { logOf, findIncident, listIncidents } from '../store/incidents.ts'
import { summaryOf } from '../summary.ts'

const most = 200
const Query = z.object({ phase: Phase.optional(), limit: z.coerce.number().int().min(1).max(most).optional() })
const Params = z.object({ id: IncidentId })

/** What happened and what is happening, to be read by people. */
export const incidentRoutes =
  (db: Database): FastifyPluginCallbackZod =>
  (app, _options, registered) => {
    app.get(
      '/incidents',
      {
        schema: {
          summary: 'Incidents, newest first',
          querystring: Query,
          response: { 200: IncidentList, '4xx': Problem },
        },
      },
      async ({ query }) => {
        const incidents = await listIncidents(db, { phase: query.phase ?? null, limit: query.limit ?? most })
        return { incidents: incidents.map(summaryOf) }
      },
    )
    app.get(
      '/incidents/:id',
      {
        schema: {
          summary: 'One incident with its whole log',
          params: Params,
          response: { 200: IncidentDetail, '4xx': Problem },
        },
      },
      async ({ params }, reply) => {
        const incident = await findIncident(db, params.id)
        if (!incident) return sendRefusal(reply, unknownIncident(params.id))
        return { ...summaryOf(incident), events: [...(await logOf(db, params.id))] }
      },
    )
    registered()
  }

export const unknownIncident = (id: IncidentId) => refuse('unknown_incident', `there is no incident ${id}`)
