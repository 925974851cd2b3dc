import { getValidRequestEnvsPolicy, preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import { genesis, type PolicyExamples, type Source, SourceId } from '@devops-ai/contract'
import { isKind, operations } from '@devops-ai/operations'
import { type CedarQuestion, cedarQuestion, deedQuestion } from '../entities.ts'
import { type PolicyPart, sentenceOf } from '../parts.ts'
import { describedSubject, describedEffects } from './described.ts'
import { type Example, isDeed, readExample } from './notation.ts'

/** The lines of a policy's examples, without their indentation. */
export const examplesOf = ({ matches, matchesNot }: PolicyPart): PolicyExamples => ({
  matches: linesOf(matches),
  matches_not: linesOf(matchesNot),
})

const linesOf = (text: string | null): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/**
 * What is wrong with the examples of a policy that is valid by itself. Each is asked of the policy alone: it must be
 * among those that determine the answer, or must not. `schemaName` names the schema that Cedar keeps.
 */
export function exampleProblems(part: PolicyPart, schemaName: string, schema: string): readonly string[] {
  const { matches, matches_not } = examplesOf(part)
  const alone = `${schemaName}/${part.id}`
  const kept = preparsePolicySet(alone, { staticPolicies: { [part.id]: part.text } })
  if (kept.type === 'failure') return kept.errors.map(sentenceOf)
  const problemOf = (line: string, expected: boolean): string[] => {
    const read = readExample(line)
    if (!read.ok) return [`example "${line}": ${read.problem}`]
    const answer = applies(part.id, alone, schemaName, questionOf(read.example))
    if (typeof answer === 'string') return [`example "${line}": ${answer}`]
    if (answer === expected) return []
    return [
      expected
        ? `example "${line}": the policy does not match it, expected to match`
        : `example "${line}": the policy matches it, expected not to match`,
    ]
  }
  return [
    ...missing(part, schema),
    ...matches.flatMap((line) => problemOf(line, true)),
    ...matches_not.flatMap((line) => problemOf(line, false)),
  ]
}

/**
 * A permit that lets more through than meant is noticed by nobody until it does, so a permit of anything but reads must
 * show both what it is for and where it ends. Forbids of the operator may go without: in an emergency they come first.
 */
function missing(part: PolicyPart, schema: string): readonly string[] {
  if (part.own && !permitsMoreThanReads(part, schema)) return []
  const { matches, matches_not } = examplesOf(part)
  return [
    ...(matches.length > 0 ? [] : ['it has no example in @matches("…"), expected at least one situation for it']),
    ...(matches_not.length > 0 ? [] : ['it has no example in @matches_not("…"), expected at least one beyond it']),
  ]
}

function permitsMoreThanReads({ effect, text }: PolicyPart, schema: string): boolean {
  if (effect === 'forbid') return false
  const scope = getValidRequestEnvsPolicy(text, schema)
  if (scope.type === 'failure') return true
  return scope.actions.map(actionId).some((action) => !isKind(action) || operations[action].access !== 'read')
}

/** `Action::"container.list"` as Cedar writes it, without the type. */
const actionId = (name: string): string => name.replace(/^Action::"(.*)"$/, '$1')

function questionOf({ kind, id, roles, action, target, circumstances, effects }: Example): CedarQuestion {
  const source: Source = {
    id: id ?? SourceId.parse(`a-${kind}`),
    kind,
    roles: [...roles],
    token_sha256: genesis,
  }
  if (isDeed(action)) return deedQuestion(source, action)
  const isProtected = target.protected ?? false
  const question = {
    source,
    operation: { kind: action },
    target: describedSubject(operations[action].about, target),
    effects: describedEffects(effects, isProtected),
    priority: circumstances.priority ?? 'NORMAL',
    dryRun: circumstances.dry_run ?? false,
  } as const
  return cedarQuestion(question, isProtected, circumstances.approved ?? false)
}

/** Does the policy, alone, determine the answer? A sentence where Cedar could not tell. */
function applies(id: string, alone: string, schemaName: string, question: CedarQuestion): boolean | string {
  const answer = statefulIsAuthorized({
    ...question,
    preparsedSchemaName: schemaName,
    preparsedPolicySetId: alone,
    validateRequest: true,
  })
  if (answer.type === 'failure') return answer.errors.map(sentenceOf).join('; ')
  const { errors, reason } = answer.response.diagnostics
  if (errors.length > 0) return errors.map(({ error }) => sentenceOf(error)).join('; ')
  return reason.includes(id)
}
