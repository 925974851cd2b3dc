import { docs, type Http, httpServer, sendRefusal } from '@devops-ai/http'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { sentenceOf, type Log } from './ports.ts'
import type { Access } from './routes/access.ts'
import { actionRoutes, type ActionRouteDeps } from './routes/actions.ts'
import { alertRoutes, type AlertRouteDeps } from './routes/alerts.ts'
import { automationRoutes, type AutomationRouteDeps } from './routes/automation.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { databaseSilent } from './routes/problems.ts'
import { reportRoutes } from './routes/report.ts'
import { healthRoute, stateRoutes, type StateDeps } from './routes/state.ts'
import { streamRoutes, type StreamDeps } from './routes/stream.ts'
import { isDatabaseSilent } from './store/silent.ts'

export interface AppDeps extends ActionRouteDeps, AlertRouteDeps, StateDeps, StreamDeps, AutomationRouteDeps {
  readonly access: Access
  readonly log: Log
}

/** The agent's HTTP side. It stores what monitors send and shows what happened; it decides nothing. */
export async function buildApp(deps: AppDeps): Promise<Http> {
  const app = await httpServer({
    name: 'the agent',
    about: { title: 'DevOps AI agent', version: '0.1.0', description: 'Alerts in, incidents and their logs out.' },
    options: { forceCloseConnections: 'idle', requestTimeout: 60_000 },
    refusalOf: (error) => (isDatabaseSilent(error) ? databaseSilent() : null),
    failed: ({ method, url, routeOptions }, _refusal, fault) => {
      if (fault) deps.log.error(`${method} ${routeOptions.url ?? url}: ${sentenceOf(fault)}`, { stack: fault.stack })
    },
  })
  // What a row holds beyond the documented answer is left out.
  app.setSerializerCompiler(serializerCompiler)
  // Whoever uses `curl -d` calls JSON a form.
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser('*', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'))

  await docs(app)
  await app.register(healthRoute(deps))
  await app.register(alertRoutes(deps))
  // Whoever reads is in the senders file; whoever acts is a person of the gateway's.
  await app.register(actionRoutes(deps))
  await app.register(async (people) => {
    people.addHook('onRequest', async (request, reply) => {
      const who = deps.access(request.headers.authorization, ['person'])
      if (!who.ok) return sendRefusal(reply, who)
    })
    await people.register(stateRoutes(deps))
    await people.register(incidentRoutes(deps.db))
    await people.register(reportRoutes(deps.db))
    await people.register(streamRoutes(deps))
    await people.register(automationRoutes(deps))
  })
  return app
}
