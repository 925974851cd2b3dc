import helmet from '@fastify/helmet'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import fastify, { type FastifyInstance } from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import type { Log } from './ports.ts'
import type { Access } from './routes/access.ts'
import type { PersonOf } from './routes/person.ts'
import { alertRoutes, type AlertRouteDeps } from './routes/alerts.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { onError, onNotFound, sendProblem } from './routes/problems.ts'
import { healthRoute, stateRoutes, type StateDeps } from './routes/state.ts'
import { streamRoutes, type StreamDeps } from './routes/stream.ts'

export interface AppDeps extends AlertRouteDeps, StateDeps, StreamDeps {
  readonly access: Access
  /** Whoever reads is in the senders file; whoever acts is a person of the gateway's. */
  readonly person: PersonOf
  readonly log: Log
}

/** The agent's HTTP side. It stores what monitors send and shows what happened; it decides nothing. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const app = fastify({ forceCloseConnections: 'idle', requestTimeout: 60_000 })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(onError(deps.log))
  app.setNotFoundHandler(onNotFound)
  // Senders call JSON by many names.
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser('*', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'))

  await app.register(helmet)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'DevOps AI agent', version: '0.1.0', description: 'Alerts in, incidents and their logs out.' },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect('/docs'))

  await app.register(healthRoute(deps))
  await app.register(alertRoutes(deps))
  await app.register(async (people) => {
    people.addHook('onRequest', async (request, reply) => {
      const who = deps.access(request.headers.authorization, ['person'])
      if (!who.ok) return sendProblem(reply, who)
    })
    await people.register(stateRoutes(deps))
    await people.register(incidentRoutes(deps.db))
    await people.register(streamRoutes(deps))
  })
  return app
}
