import { WhoAmI } from '@devops-ai/contract'
import type { Http } from './http.ts'
import { refusals, sendRefusal, withoutToken } from './problems.ts'

/** `GET /whoami`: who a token is. */
export function whoamiRoute(app: Http): void {
  app.get(
    '/whoami',
    {
      schema: {
        summary: 'Who the token belongs to',
        response: { 200: WhoAmI, ...refusals('unauthenticated', 'rate_limited') },
      },
    },
    async ({ source }, reply) => {
      if (!source) return sendRefusal(reply, withoutToken)
      return { source_id: source.id, kind: source.kind, roles: source.roles }
    },
  )
}
