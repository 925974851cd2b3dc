import { preparsePolicySet } from '@cedar-policy/cedar-wasm/nodejs'
import type { Autonomy, Decision, PolicyWay } from '@devops-ai/contract'
import { isContainer } from '@devops-ai/engine'
import { operations } from '@devops-ai/operations'
import { autonomyLabel } from './autonomy.ts'
import { decideBy, type Rules } from './decide.ts'
import { explain } from './explain.ts'
import { type PolicyPart, policyError } from './parts.ts'
import type { AskedKind, Explained } from './port.ts'
import { suggestedPermit } from './suggest.ts'

interface InForce {
  readonly rules: Rules
  readonly parts: readonly PolicyPart[]
}

const rank = { deny: 0, approve: 1, allow: 2 } satisfies Record<Decision['verdict'], number>

/** The decision, its sentence, and what would change it. */
export function explained(inForce: InForce, question: AskedKind): Explained {
  const decision = decideBy(inForce.rules, question)
  return { decision, sentence: explain(decision, question.target), ways: waysFrom(inForce, question, decision) }
}

/** Every way is tried on the policies themselves, so that none is promised in vain. */
function waysFrom({ rules, parts }: InForce, question: AskedKind, decision: Decision): readonly PolicyWay[] {
  if (decision.verdict === 'allow' || decision.policies.includes(policyError)) return []
  const better = (verdict: Decision['verdict'], than: Decision['verdict'] = decision.verdict): boolean =>
    rank[verdict] > rank[than]
  const ways: PolicyWay[] = decision.verdict === 'approve' ? [{ by: 'approval', verdict: 'allow' }] : []
  const byLabel: Extract<PolicyWay, { by: 'label' }>[] = []
  for (const value of levels) {
    const labelled = withLabel(question, value)
    if (!labelled) break
    const { verdict } = decideBy({ ...rules, broken: () => {} }, labelled)
    if (better(verdict, byLabel.at(-1)?.verdict)) byLabel.push({ by: 'label', label: autonomyLabel, value, verdict })
  }
  const text = suggestedPermit(question)
  const permitted = text === null ? null : decidedWith(rules, { ...textsOf(parts), [suggestion]: text }, question)
  const forbids = parts.filter(({ id, own, effect }) => own && effect === 'forbid' && decision.policies.includes(id))
  const freed =
    forbids.length === 0 ? null : decidedWith(rules, textsOf(parts.filter((part) => !forbids.includes(part))), question)
  return [
    ...ways,
    ...byLabel,
    ...(text !== null && permitted && better(permitted) ? [{ by: 'permit', text, verdict: permitted } as const] : []),
    ...(freed && better(freed)
      ? [{ by: 'forbid', policies: forbids.map(({ id, file }) => ({ id, file })), verdict: freed } as const]
      : []),
  ]
}

const levels = ['suggest', 'approve', 'auto'] as const satisfies readonly Autonomy[]
const suggestion = 'suggestion'

/** The same question, had the container this level as its own label. A read asks for no level. */
function withLabel(question: AskedKind, level: Autonomy): AskedKind | null {
  const { target, operation } = question
  if (!target || operations[operation.kind].access === 'read') return null
  const own = { [autonomyLabel]: level }
  const labels = { ...target.labels, ...own }
  return {
    ...question,
    target: isContainer(target)
      ? { ...target, labels, ownLabels: { ...target.ownLabels, ...own } }
      : { ...target, labels },
  }
}

const textsOf = (parts: readonly PolicyPart[]): Record<string, string> =>
  Object.fromEntries(parts.map(({ id, text }) => [id, text]))

/** What other policies would say. Cedar keeps them under a name of their own until the next question of this sort. */
function decidedWith(
  rules: Rules,
  staticPolicies: Record<string, string>,
  question: AskedKind,
): Decision['verdict'] | null {
  const policiesName = `${rules.policiesName}/otherwise`
  if (preparsePolicySet(policiesName, { staticPolicies }).type === 'failure') return null
  return decideBy({ ...rules, policiesName, broken: () => {} }, question).verdict
}
