import { type Refusal, refuse, type Source } from '@devops-ai/contract'
import type { Deed } from '@devops-ai/policy'
import type { GatewayDeps } from './deps.ts'

/** Why policy does not let a person do this, under that code; or null. */
export function mayNot(
  { policy, explainDeed }: Pick<GatewayDeps, 'policy' | 'explainDeed'>,
  person: Source,
  deed: Deed,
  code: 'denied' | 'not_approver',
): Refusal | null {
  const may = policy.may(person, deed)
  return may.verdict === 'allow' ? null : refuse(code, explainDeed(may, person, deed), { policies: may.policies })
}
