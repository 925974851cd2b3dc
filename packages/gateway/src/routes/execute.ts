import { ExecuteAnswer, ExecuteRequest, type Refusal, refuse, RequestId, type Source } from '@devops-ai/contract'
import { z } from 'zod'
import { refusals, sendRefusal, roomFor } from '@devops-ai/http'
import { askerOf, type Http, type HttpDeps } from './http.ts'

const answers = {
  200: ExecuteAnswer,
  ...refusals(
    'invalid_request',
    'intent_not_understood',
    'ambiguous_target',
    'other_target',
    'several_operations',
    'unexpected_operation',
    'unauthenticated',
    'denied',
    'never_run',
    'other_source',
    'unknown_target',
    'conflict',
    'fenced',
    'frozen',
    'voided',
    'approval_ended',
    'approval_expired',
    'body_too_large',
    'rate_limited',
    'internal',
    'engine_unavailable',
    'interpreter_unavailable',
    'overloaded',
    'journal_unavailable',
  ),
}

/** `POST /execute-docker-command`: one intent, one operation. Whoever hangs up changes nothing about it. */
export function executeRoute(app: Http, { gateway, metrics, maxActiveRequests }: HttpDeps): void {
  const inside = roomFor(maxActiveRequests, metrics.active)
  app.post(
    '/execute-docker-command',
    {
      schema: {
        summary: 'Run one operation, asked for in plain words',
        body: ExecuteRequest,
        headers: z.looseObject({ 'idempotency-key': RequestId.optional() }),
        response: answers,
      },
    },
    async (request, reply) => {
      const source = askerOf(request)
      const checked = withRequestId(source, request.body, request.headers['idempotency-key'])
      if (!checked.ok) {
        gateway.refused(source, checked, request.body.action_request.intent)
        return sendRefusal(reply, checked)
      }
      const answered = await inside(() => gateway.execute(source, checked.request))
      return answered.ok ? answered.answer : sendRefusal(reply, answered)
    },
  )
}

/** The body speaks for its sender alone, and has one request id, wherever it stands. */
function withRequestId(
  source: Source,
  body: ExecuteRequest,
  key: RequestId | undefined,
): { readonly ok: true; readonly request: ExecuteRequest } | Refusal {
  if (body.source_id !== source.id) {
    return refuse(
      'other_source',
      `the body names the source "${body.source_id}", expected "${source.id}", whose token it came with`,
    )
  }
  if (key === undefined) return { ok: true, request: body }
  if (body.request_id !== undefined && body.request_id !== key) {
    return refuse(
      'invalid_request',
      `request_id is "${body.request_id}" and the header Idempotency-Key is "${key}", expected one id`,
    )
  }
  return { ok: true, request: { ...body, request_id: key } }
}
