import { PoliciesAnswer } from '@devops-ai/contract'
import { refusals } from '@devops-ai/http'
import type { Http, HttpDeps } from './http.ts'

/** `GET /policies`: all that decides, as it was read when the gateway started. */
export function policiesRoute(app: Http, { deps: { policy } }: HttpDeps): void {
  app.get(
    '/policies',
    {
      schema: {
        summary: 'The policies in force',
        response: { 200: PoliciesAnswer, ...refusals('unauthenticated', 'rate_limited') },
      },
    },
    async () => ({ version: policy.version, policies: [...policy.policies] }),
  )
}
