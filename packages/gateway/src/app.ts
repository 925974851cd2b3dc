import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { maxRequestBytes, refuse } from '@devops-ai/contract'
import Fastify, { type FastifyError, LogController } from 'fastify'
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { requireSource } from './routes/authenticated.ts'
import { approvalsRoutes } from './routes/approvals.ts'
import { freezeRoutes } from './routes/freeze.ts'
import { describeRoutes, docsRoutes } from './routes/docs.ts'
import { enginesRoute } from './routes/engines.ts'
import { executeRoute } from './routes/execute.ts'
import { healthRoute } from './routes/health.ts'
import type { Http, HttpDeps } from './routes/http.ts'
import { journalRoute } from './routes/journal.ts'
import { metricsRoute } from './routes/metrics.ts'
import { operationsRoute } from './routes/operations.ts'
import { explainRoute } from './routes/explain.ts'
import { policiesRoute } from './routes/policies.ts'
import { isProblem, refusalOfError, sendRefusal } from './routes/problems.ts'
import { targetsRoute } from './routes/targets.ts'
import { whoamiRoute } from './routes/whoami.ts'

/** The HTTP server of the gateway, not listening yet. Close it to stop accepting; what runs goes on to its end. */
export async function buildApp(http: HttpDeps): Promise<Http> {
  const app: Http = Fastify({
    loggerInstance: http.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maxRequestBytes,
    routerOptions: { maxParamLength: 128 },
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  // Answers are typed where they are made; checking them again would only cost time.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = refusalOfError(error)
    if (!refusal) http.log.error(error, 'a request ended in an error of ours')
    if (refusal && refusal.code !== 'rate_limited' && request.source)
      http.gateway.refused(request.source, refusal, refusal.detail)
    return sendRefusal(reply, refusal ?? refuse('internal', 'the gateway made an error; its log says more'))
  })
  app.setNotFoundHandler((request, reply) =>
    sendRefusal(
      reply,
      refuse('not_found', `there is no ${request.method} ${request.url.split('?')[0]}; /docs lists what there is`),
    ),
  )
  app.addHook('onSend', async (_, reply, payload) =>
    isProblem(reply) && typeof payload === 'string'
      ? JSON.stringify(http.deps.redact.json(JSON.parse(payload)))
      : payload,
  )
  await app.register(helmet)
  requireSource(app, http)
  await app.register(rateLimit, {
    max: http.ratePerMinute,
    timeWindow: '1 minute',
    keyGenerator: ({ source, ip }) => (source ? `source ${source.id}` : `address ${ip}`),
    errorResponseBuilder: (request, { after, max }) =>
      Object.assign(
        new Error(
          `${request.source?.id ?? 'this address'} has sent more than ${max} requests within a minute, expected a pause of ${after}`,
        ),
        {
          statusCode: 429,
        },
      ),
  })
  await describeRoutes(app, http.version)
  executeRoute(app, http)
  operationsRoute(app, http)
  healthRoute(app, http)
  metricsRoute(app, http)
  whoamiRoute(app)
  journalRoute(app, http)
  targetsRoute(app, http)
  enginesRoute(app, http)
  policiesRoute(app, http)
  explainRoute(app, http)
  approvalsRoutes(app, http)
  freezeRoutes(app, http)
  await docsRoutes(app)
  return app
}
