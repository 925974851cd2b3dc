import { PolicyExplainRequest, PolicyExplanation } from '@devops-ai/contract'
import { explained } from '../explained.ts'
import type { Http, HttpDeps } from './http.ts'
import { refusals, sendRefusal, withoutToken } from './problems.ts'

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
    async ({ source, body }, reply) => {
      if (!source) return sendRefusal(reply, withoutToken)
      const answered = await explained(deps, source, body)
      return answered.ok ? answered.explanation : sendRefusal(reply, answered)
    },
  )
}
