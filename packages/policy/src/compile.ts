import { type DetailedError, preparsePolicySet, preparseSchema, validate } from '@cedar-policy/cedar-wasm/nodejs'
import { exampleProblems } from './examples/check.ts'
import { partsOf, type PolicyPart, sentenceOf } from './parts.ts'
import type { PolicyText } from './texts.ts'

export type Compiled =
  | { readonly ok: true; readonly parts: readonly PolicyPart[] }
  | { readonly ok: false; readonly problems: readonly string[] }

/**
 * Checks all policies strictly against the schema and by their examples, and keeps them in Cedar under the name `version`.
 * A warning stops as an error does: a policy that can never match is a policy somebody relies on in vain.
 */
export function compilePolicies(version: string, schema: string, texts: readonly PolicyText[]): Compiled {
  const { parts, problems } = partsOf(texts)
  const staticPolicies = Object.fromEntries(parts.map(({ id, text }) => [id, text]))
  const invalid = validated(schema, staticPolicies, new Map(parts.map((part) => [part.id, part])))
  const kept = preparseSchema(version, schema)
  const all = [
    ...problems,
    ...invalid.problems,
    ...(kept.type === 'failure'
      ? kept.errors.map(sentenceOf)
      : parts
          .filter(({ id }) => !invalid.ids.has(id))
          .flatMap((part) => exampleProblems(part, version, schema).map((problem) => about(part, problem)))),
  ]
  if (all.length > 0) return { ok: false, problems: all }
  const failures = preparsePolicySet(version, { staticPolicies })
  return failures.type === 'failure' ? { ok: false, problems: failures.errors.map(sentenceOf) } : { ok: true, parts }
}

interface Invalid {
  readonly ids: ReadonlySet<string>
  readonly problems: readonly string[]
}

function validated(
  schema: string,
  staticPolicies: Record<string, string>,
  parts: ReadonlyMap<string, PolicyPart>,
): Invalid {
  const answer = validate({ validationSettings: { mode: 'strict' }, schema, policies: { staticPolicies } })
  if (answer.type === 'failure') return { ids: new Set(parts.keys()), problems: answer.errors.map(sentenceOf) }
  const found = [...answer.validationErrors, ...answer.validationWarnings]
  const line = ({ policyId, error }: { readonly policyId: string; readonly error: DetailedError }): string => {
    const part = parts.get(policyId)
    return part ? about(part, sentenceOf(error)) : sentenceOf(error)
  }
  return {
    ids: new Set(found.map(({ policyId }) => policyId)),
    problems: [...found.map(line), ...answer.otherWarnings.map(sentenceOf)],
  }
}

const about = ({ file, id }: PolicyPart, problem: string): string => `${file}: policy "${id}": ${problem}`
