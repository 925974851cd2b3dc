import { statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import type { Decision, Source } from '@devops-ai/contract'
import type { Subject } from '@devops-ai/engine'
import { denyByDefault, policyError } from './parts.ts'
import { type CedarQuestion, cedarQuestion, deedQuestion } from './entities.ts'
import type { AskedKind, Deed } from './port.ts'

/** What one question to Cedar came to. */
type Ruling =
  | { readonly kind: 'allowed'; readonly policies: string[] }
  | { readonly kind: 'refused'; readonly policies: string[] }
  | { readonly kind: 'broken'; readonly policies: string[]; readonly detail: string }

export interface Rules {
  /** The names under which Cedar keeps the schema and the policies. */
  readonly schemaName: string
  readonly policiesName: string
  isProtected(target: Subject): boolean
  /** Told of every policy that could not be evaluated. */
  broken(detail: string): void
}

/**
 * Asks Cedar twice: as it is, and as if a person had approved. What only the second allows needs an approval.
 * Cedar leaves out a policy that errs, so that an erring forbid would vanish: any error is a deny.
 */
export function decideBy(rules: Rules, question: AskedKind): Decision {
  // A person has approved: what policy forbids even then stays forbidden.
  if (question.approved === true) return decisionOf(rules, ask(rules, question, true))
  const asItIs = ask(rules, question, false)
  if (asItIs.kind !== 'refused') return decisionOf(rules, asItIs)
  const approved = ask(rules, question, true)
  return approved.kind === 'allowed' ? { verdict: 'approve', policies: approved.policies } : decisionOf(rules, approved)
}

/** Decides what a source may do besides operations. There is no approval of an approval, so Cedar is asked once. */
export const decideDeed = (rules: Rules, source: Source, deed: Deed): Decision =>
  decisionOf(
    rules,
    rule(rules, () => deedQuestion(source, deed)),
  )

function decisionOf(rules: Rules, ruling: Ruling): Decision {
  switch (ruling.kind) {
    case 'allowed':
      return { verdict: 'allow', policies: ruling.policies }
    case 'refused':
      return refusedBy(ruling)
    case 'broken':
      return brokenBy(rules, ruling)
  }
}

function ask(rules: Rules, question: AskedKind, approved: boolean): Ruling {
  return rule(rules, () => {
    const isProtected = question.effects.protected || (question.target !== null && rules.isProtected(question.target))
    return cedarQuestion(question, isProtected, approved)
  })
}

function rule(rules: Rules, question: () => CedarQuestion): Ruling {
  try {
    const answer = statefulIsAuthorized({
      ...question(),
      preparsedSchemaName: rules.schemaName,
      preparsedPolicySetId: rules.policiesName,
      validateRequest: true,
    })
    if (answer.type === 'failure')
      return broken(
        [],
        answer.errors.map(({ message }) => message),
      )
    const { decision, diagnostics } = answer.response
    if (diagnostics.errors.length > 0) {
      return broken(
        diagnostics.errors.map(({ policyId }) => policyId),
        diagnostics.errors.map(({ error }) => error.message),
      )
    }
    const policies = diagnostics.reason.toSorted()
    if (decision === 'allow' && policies.length > 0) return { kind: 'allowed', policies }
    return { kind: 'refused', policies }
  } catch (error) {
    return broken([], [error instanceof Error ? error.message : String(error)])
  }
}

const refusedBy = ({ policies }: Ruling): Decision => ({
  verdict: 'deny',
  policies: policies.length > 0 ? policies : [denyByDefault],
})

const broken = (policies: readonly string[], details: readonly string[]): Ruling => ({
  kind: 'broken',
  policies: [policyError, ...policies.toSorted()],
  detail: details.join('; '),
})

function brokenBy(rules: Rules, { policies, detail }: Extract<Ruling, { kind: 'broken' }>): Decision {
  rules.broken(detail)
  return { verdict: 'deny', policies }
}
