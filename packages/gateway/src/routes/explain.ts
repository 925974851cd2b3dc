import { PolicyExplainRequest, PolicyExplanation } from '@devops-ai/contract'
import { refusals, sendRefusal } from '@devops-ai/http'
import { explained } from '../explained.ts'
import { askerOf, type Http, type HttpDeps } from './http.ts'

const answers = {
  200: PolicyExplanation,
  ...refusals(
    'invalid_request',
    'intent_not_understood',
    'ambiguous_target',
    'other_target',
    'several_operations',
    'unauthenticated',
    'never_run',
    'unknown_target',
    'body_too_large',
    'rate_limited',
    'internal',
    'engine_unavailable',
    'interpreter_unavailable',
  ),
}

/** `POST /policies/explain`: what would be decided, why, and what would change it. Nothing runs. */
export function explainRoute(app: Http, { deps }: HttpDeps): void {
  app.post(
    '/policies/explain',
    { schema: { summary: 'What would be decided, and why', body: PolicyExplainRequest, response: answers } },
    async (request, reply) => {
      const answered = await explained(deps, askerOf(request), request.body)
      return answered.ok ? answered.explanation : sendRefusal(reply, answered)
    },
  )
}
