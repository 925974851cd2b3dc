import { maxRequestBytes } from '@devops-ai/contract'
import { docs, httpServer, isProblem, limitRate } from '@devops-ai/http'
import { LogController } from 'fastify'
import { requireSource } from './routes/authenticated.ts'
import { approvalsRoutes } from './routes/approvals.ts'
import { freezeRoutes } from './routes/freeze.ts'
import { enginesRoute } from './routes/engines.ts'
import { executeRoute } from './routes/execute.ts'
import { healthRoute } from './routes/health.ts'
import type { Http, HttpDeps } from './routes/http.ts'
import { journalRoute } from './routes/journal.ts'
import { metricsRoute } from './routes/metrics.ts'
import { operationsRoute } from './routes/operations.ts'
import { explainRoute } from './routes/explain.ts'
import { policiesRoute } from './routes/policies.ts'
import { targetsRoute } from './routes/targets.ts'
import { whoamiRoute } from './routes/whoami.ts'

const description = 'Plain words in, one typed Docker operation out: decided by policy, on record.'

/** The HTTP server of the gateway, not listening yet. Close it to stop accepting; what runs goes on to its end. */
export async function buildApp(http: HttpDeps): Promise<Http> {
  const { gateway, deps, log, version, ratePerMinute } = http
  const app = await httpServer({
    name: 'the gateway',
    about: { title: 'AI Command Gateway', version, description },
    options: {
      loggerInstance: log,
      logController: new LogController({ disableRequestLogging: true }),
      bodyLimit: maxRequestBytes,
      routerOptions: { maxParamLength: 128 },
    },
    failed: ({ source }, refusal, fault) => {
      if (fault) log.error(fault, 'a request ended in an error of ours')
      else if (refusal.code !== 'rate_limited' && source) gateway.refused(source, refusal, refusal.detail)
    },
  })
  app.addHook('onSend', (_, reply, payload, next) => {
    const isTold = isProblem(reply) && typeof payload === 'string'
    next(null, isTold ? JSON.stringify(deps.redact.json(JSON.parse(payload))) : payload)
  })
  requireSource(app, http)
  await limitRate(app, ratePerMinute, ({ source }) => source?.id)
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
  await docs(app)
  return app
}
