import { type ExecuteRequest, type Refusal, refuse, type Source } from '@devops-ai/contract'
import { isChange, type Operation } from '@devops-ai/operations'
import type { GatewayDeps } from '../deps.ts'
import { type Known, otherNames } from '@devops-ai/engine'

type Understood = { readonly ok: true; readonly operation: Operation } | Refusal

/**
 * From words to one typed operation. A service must say which operations it expects, and whatever changes something
 * must carry the caller's request id, so that a repeat is known as one.
 */
export async function understood(
  { interpreter, telemetry }: GatewayDeps,
  source: Source,
  request: ExecuteRequest,
  known: Known,
): Promise<Understood> {
  const { intent, context = '', expected_operations: expected, dry_run = false } = request.action_request
  if (source.kind === 'service' && !expected) {
    return refuse(
      'invalid_request',
      'action_request.expected_operations is missing, expected the kinds that a service means, such as ["container.restart"]',
    )
  }
  const { name } = request.target_resource
  const proposed = await interpreter.interpret({
    intent,
    context,
    target: name,
    expected: expected ?? null,
    otherNames: otherNames(name, known),
  })
  telemetry.interpreted(interpreter.name, proposed.ok ? 'success' : proposed.code)
  if (!proposed.ok) return proposed
  const { operation } = proposed
  if (expected && !expected.includes(operation.kind)) {
    return refuse('unexpected_operation', `the intent means ${operation.kind}, expected ${expected.join(' or ')}`)
  }
  if (isChange(operation) && !dry_run && request.request_id === undefined) {
    return refuse(
      'invalid_request',
      `request_id is missing, expected one for ${operation.kind}, which changes something: send it again with the same id and it runs once`,
    )
  }
  return { ok: true, operation }
}
