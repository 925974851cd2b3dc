import { Approval, ApprovalAnswer, ApprovalId, ApprovalList, ApprovalVerdict } from '@devops-ai/contract'
import { z } from 'zod'
import { refusals, sendRefusal } from '@devops-ai/http'
import { askerOf, type Http, type HttpDeps } from './http.ts'

const params = z.object({ id: ApprovalId })
const door = ['invalid_request', 'unauthenticated', 'rate_limited'] as const
const ends = [
  ...(['not_approver', 'own_request', 'unknown_approval', 'approval_ended', 'approval_expired', 'voided'] as const),
  ...(['frozen', 'fenced', 'engine_unavailable', 'overloaded', 'journal_unavailable'] as const),
] as const

/** `GET /approvals`, `GET` and `POST /approvals/{id}`: what waits for a person, and a person's word. */
export function approvalsRoutes(app: Http, { gateway: { approvals, refused } }: HttpDeps): void {
  app.get(
    '/approvals',
    { schema: { summary: 'What waits for a person', response: { 200: ApprovalList, ...refusals(...door) } } },
    async () => ({ approvals: [...approvals.list()] }),
  )
  app.get(
    '/approvals/:id',
    {
      schema: {
        summary: 'One approval',
        params,
        response: { 200: Approval, ...refusals(...door, 'unknown_approval') },
      },
    },
    async ({ params: { id } }, reply) => {
      const approval = approvals.get(id)
      return 'ok' in approval ? sendRefusal(reply, approval) : approval
    },
  )
  app.post(
    '/approvals/:id',
    {
      schema: {
        summary: 'Approve, which runs the operation, or reject',
        params,
        body: ApprovalVerdict,
        response: {
          200: ApprovalAnswer,
          ...refusals(...door, ...ends),
        },
      },
    },
    async (request, reply) => {
      const source = askerOf(request)
      const { id } = request.params
      const verdict = await approvals.decide(source, id, request.body)
      if (verdict.ok) return { approval: verdict.approval, answer: verdict.answer }
      refused(source, verdict, `${request.body.verdict} ${id}`)
      return sendRefusal(reply, verdict)
    },
  )
}
