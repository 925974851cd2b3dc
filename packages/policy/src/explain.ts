import type { Decision, Source } from '@devops-ai/contract'
import type { Subject } from '@devops-ai/engine'
import { autonomyLabel, labelledAutonomy } from './autonomy.ts'
import { denyByDefault, policyError } from './parts.ts'
import type { Deed } from './port.ts'

/** Says why in a sentence for people, and how to allow it where it can be allowed. */
export function explain({ verdict, policies }: Decision, target: Subject | null): string {
  const name = target?.name ?? 'this gateway'
  const by = `by policy ${policies.join(', ')}`
  if (verdict === 'allow') return `${name}: allowed ${by}.`
  if (policies.includes(policyError)) return brokenPolicy(policies)
  if (policies.includes('protected')) {
    return `${name} is protected: it is part of this system or named in GATEWAY_PROTECTED. Nothing can allow a change through this gateway.`
  }
  if (policies.includes('no-data-loss')) {
    return `This would lose data of ${name} that nothing brings back. Nothing can allow it through this gateway: do it by hand.`
  }
  if (verdict === 'approve') return `${name}: this needs a person's approval (${by}).${target ? ` ${waysToAllow}` : ''}`
  if (policies.includes(denyByDefault)) return target ? unsaid(target) : 'No policy allows this.'
  return `${name}: forbidden ${by}.`
}

/** The same of what people do besides operations. */
export function explainDeed({ verdict, policies }: Decision, { id, kind, roles }: Source, deed: Deed): string {
  const by = `by policy ${policies.join(', ')}`
  if (verdict === 'allow') return `${id} may ${deedMeans[deed]}, ${by}.`
  if (policies.includes(policyError)) return brokenPolicy(policies)
  if (!policies.includes(deedNeeds[deed].policy)) return `${id} may not ${deedMeans[deed]}: forbidden ${by}.`
  const is =
    kind === 'person' ? `a person with the roles ${roles.join(', ') || 'none'}` : `no person but of kind ${kind}`
  return `${id} may not ${deedMeans[deed]}: expected a person with the role ${deedNeeds[deed].roles}, ${id} is ${is}. Roles stand in the sources file.`
}

const deedMeans = {
  approve: 'approve changes',
  freeze: 'freeze or thaw changes',
} satisfies Record<Deed, string>

const deedNeeds = {
  approve: { policy: 'only-approvers-approve', roles: 'approver' },
  freeze: { policy: 'only-operators-freeze', roles: 'operator or approver' },
} satisfies Record<Deed, { readonly policy: string; readonly roles: string }>

const brokenPolicy = (policies: readonly string[]): string =>
  `A policy could not be evaluated, so nothing is allowed (${policies.join(', ')}): correct it and start the gateway again.`

const waysToAllow = `To let it run alone, label the container ${autonomyLabel}=auto or permit it in a policy file.`

function unsaid(target: Subject): string {
  const found = labelledAutonomy(target)
  switch (found.because) {
    case 'no_label':
      return `${target.name} is observed only: nothing says that it may be changed. ${waysToAllow}`
    case 'unknown_value':
      return `${target.name} is observed only: its label ${autonomyLabel}=${found.value} is not one of observe, suggest, approve, auto. ${waysToAllow}`
    case 'label_of_image':
      return `${target.name} is observed only: ${autonomyLabel}=${found.value} comes from its image, or the image cannot be read, and does not count. ${waysToAllow}`
    case 'label':
      return `${target.name} is at the level ${found.level} (${levelMeans[found.level]}). ${waysToAllow}`
  }
}

const levelMeans = {
  observe: 'it may be looked at',
  suggest: 'it may be looked at and tried in dry runs',
  approve: 'it may be changed after an approval',
  auto: 'it may be changed within policy',
} satisfies Record<ReturnType<typeof labelledAutonomy>['level'], string>
