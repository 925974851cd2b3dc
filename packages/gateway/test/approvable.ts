import type { ApprovalId, ExecuteRequest } from '@devops-ai/contract'
import { explain, explainDeed } from '@devops-ai/policy'
import { expect } from 'vitest'
import { policyWith } from '../../policy/src/testing/questions.ts'
import { asking } from './requests.ts'
import { agent, approver, indexed, world, type World } from './world.ts'

/** The shipped policies and the label of the container, as it is at work. */
export const shipped = await policyWith()
export const labelled = { 'devops-ai.autonomy': 'approve' }
export const shop = indexed('shop', '1', { ownLabels: labelled, labels: labelled })

/** A gateway that needs a person for what is labelled so; `earlier`: after a sudden end of that one. */
export const approvable = (earlier?: World, containers = [shop]): World => {
  const it = world([...containers], earlier)
  Object.assign(it.deps, { policy: shipped, explain, explainDeed })
  return it
}

export const restart = (over: object = {}): ExecuteRequest =>
  asking('restart the service', { expected_operations: ['container.restart'] }, { source_id: 'agent', ...over })

/** The agent asks; what it asked and what a person is asked. */
export async function asked(it: World, request = restart(), by = agent) {
  const answered = await it.gateway.execute(by, request)
  if (!answered.ok || !answered.answer.approval) return expect.fail(JSON.stringify(answered))
  return { request, id: answered.answer.approval.id, requestId: answered.answer.request_id }
}
export const approve = (it: World, id: ApprovalId, by = approver) =>
  it.gateway.approvals.decide(by, id, { verdict: 'approve' })
export const reject = (it: World, id: ApprovalId, reason = 'not tonight', by = approver) =>
  it.gateway.approvals.decide(by, id, { verdict: 'reject', reason })
/** A round of what the gateway does every second, to its end. */
export async function tended(it: World): Promise<void> {
  await it.gateway.approvals.tend()
  await it.gateway.idle()
}
export const verdictsIn = (it: World) =>
  it.journal.bodies.flatMap((body) => (body.type === 'approval_ended' ? [body.verdict] : []))

/** Milliseconds: longer than a person has. */
export const later = 601_000
