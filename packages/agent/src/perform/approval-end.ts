import type { GatewayClient, IncidentEvent, RequestId } from '@devops-ai/contract'

export type AsksApprovals = Pick<GatewayClient, 'approvals'>

/**
 * How the question of a request ended, as an event of the log: who decided, when and in which words, as far as the
 * gateway tells. What it does not tell is left open; the end counts all the same.
 */
export async function approvalEnd(
  gateway: AsksApprovals,
  request_id: RequestId,
  end: {
    readonly verdict: 'granted' | 'rejected' | 'expired' | 'voided'
    readonly approval_id?: string | undefined
    readonly by?: string | null
    readonly detail?: string
  },
): Promise<IncidentEvent> {
  const listed = await gateway.approvals()
  const told = listed.kind === 'answer' ? listed.body.approvals.find((one) => one.request_id === request_id) : undefined
  return {
    type: `approval_${end.verdict}`,
    request_id,
    approval_id: told?.id ?? end.approval_id ?? null,
    by: told?.decided_by ?? end.by ?? null,
    ended_at: told?.ended_at ?? null,
    detail: end.detail || (told?.detail ?? ''),
  }
}
