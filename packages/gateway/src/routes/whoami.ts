import { WhoAmI } from '@devops-ai/contract'
import { refusals } from '@devops-ai/http'
import { askerOf, type Http } from './http.ts'

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
    async (request) => {
      const { id, kind, roles } = askerOf(request)
      return { source_id: id, kind, roles }
    },
  )
}
