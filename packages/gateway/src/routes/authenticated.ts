import { ownerOf, sendRefusal } from '@devops-ai/http'
import type { Http, HttpDeps } from './http.ts'
import { strangers } from './strangers.ts'

/** Asks every request for its token before anything else of it is read; open routes go on without one. */
export function requireSource(app: Http, { deps, metrics }: HttpDeps): void {
  const unknown = strangers(deps.journal, deps.now)
  app.decorateRequest('source', null)
  app.addHook('onRequest', (request, reply, next) => {
    const checked = ownerOf(deps.sources, request.headers.authorization)
    request.source = checked.ok ? checked.owner : null
    if (checked.ok || request.routeOptions.config.open) return next()
    unknown.seen()
    sendRefusal(reply, checked)
  })
  app.addHook('onResponse', (request, reply, next) => {
    metrics.requested(request.source?.id ?? 'unauthenticated', reply.statusCode, reply.elapsedTime / 1_000)
    next()
  })
  app.addHook('onClose', async () => unknown.tell())
}
