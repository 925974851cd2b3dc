import { OperationState, RequestId } from '@devops-ai/contract'
import { z } from 'zod'
import { refusals, sendRefusal } from '@devops-ai/http'
import type { Http, HttpDeps } from './http.ts'

/** `GET /operations/{request_id}`: how an unknown outcome becomes known. */
export function operationsRoute(app: Http, { gateway }: HttpDeps): void {
  app.get(
    '/operations/:request_id',
    {
      schema: {
        summary: 'What became of a change',
        params: z.object({ request_id: RequestId }),
        response: {
          200: OperationState,
          ...refusals('invalid_request', 'unauthenticated', 'unknown_operation', 'rate_limited'),
        },
      },
    },
    async ({ params }, reply) => {
      const state = gateway.operation(params.request_id)
      return 'ok' in state ? sendRefusal(reply, state) : state
    },
  )
}
