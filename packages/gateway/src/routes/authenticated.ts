import { bearerToken, refuse } from '@devops-ai/contract'
import { authenticate } from '@devops-ai/gateway-settings'
import type { Http, HttpDeps } from './http.ts'
import { sendRefusal } from './problems.ts'
import { strangers } from './strangers.ts'

/** Asks every request for its token before anything else of it is read; open routes go on without one. */
export function requireSource(app: Http, { deps, metrics }: HttpDeps): void {
  const unknown = strangers(deps.journal, deps.now)
  app.decorateRequest('source', null)
  app.addHook('onRequest', async (request, reply) => {
    const token = bearerToken(request.headers.authorization)
    request.source = token === null ? null : authenticate(deps.sources, token)
    if (request.source || request.routeOptions.config.open) return
    unknown.seen()
    const problem = token === null ? 'there is no bearer token' : 'the bearer token belongs to nobody here'
    return sendRefusal(
      reply,
      refuse('unauthenticated', `${problem}, expected "Authorization: Bearer <token of a source>"`),
    )
  })
  app.addHook('onResponse', async (request, reply) => {
    metrics.requested(request.source?.id ?? 'unauthenticated', reply.statusCode, reply.elapsedTime / 1_000)
  })
  app.addHook('onClose', async () => unknown.tell())
}
