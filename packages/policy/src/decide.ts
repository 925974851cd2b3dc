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
  if (question.approved === true) return decideApproved(rules, question)
  const asItIs = ask(rules, question, false)
  if (asItIs.kind === 'allowed') return { verdict: 'allow', policies: asItIs.policies }
  if (asItIs.kind === 'broken') return brokenBy(rules, asItIs)
  const approved = ask(rules, question, true)
  if (approved.kind === 'allowed') return { verdict: 'approve', policies: approved.policies }
  if (approved.kind === 'broken') return brokenBy(rules, approved)
  return refusedBy(approved)
}

/** A person has approved: what policy forbids even then stays forbidden. */
function decideApproved(rules: Rules, question: AskedKind): Decision {
  const ruling = ask(rules, question, true)
  if (ruling.kind === 'broken') return brokenBy(rules, ruling)
  return ruling.kind === 'allowed' ? { verdict: 'allow', policies: ruling.policies } : refusedBy(ruling)
}

/** Decides what a source may do besides operations. There is no approval of an approval, so Cedar is asked once. */
export function decideDeed(rules: Rules, source: Source, deed: Deed): Decision {
  const ruling = rule(rules, () => deedQuestion(source, deed))
  if (ruling.kind === 'broken') return brokenBy(rules, ruling)
  if (ruling.kind === 'allowed') return { verdict: 'allow', policies: ruling.policies }
  return refusedBy(ruling)
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
