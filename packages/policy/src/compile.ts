import {
  type DetailedError,
  policySetTextToParts,
  policyToJson,
  preparsePolicySet,
  preparseSchema,
  validate,
} from '@cedar-policy/cedar-wasm/nodejs'
import type { PolicyText } from './texts.ts'

export type Compiled = { readonly ok: true } | { readonly ok: false; readonly problems: readonly string[] }

/** Names that decisions use for what no policy said. A policy may not take them. */
export const denyByDefault = 'deny-by-default'
export const policyError = 'policy-error'

/**
 * Checks all policies strictly against the schema and keeps them in Cedar under the name `version`.
 * A warning stops as an error does: a policy that can never match is a policy somebody relies on in vain.
 */
export function compilePolicies(version: string, schema: string, texts: readonly PolicyText[]): Compiled {
  const problems: string[] = []
  const policies = new Map<string, { readonly file: string; readonly text: string }>()
  for (const { name, text } of texts) {
    const parts = policySetTextToParts(text)
    if (parts.type === 'failure') {
      problems.push(...parts.errors.map((error) => `${name}${placeIn(text, error)}: ${sentence(error)}`))
      continue
    }
    if (parts.policy_templates.length > 0)
      problems.push(`${name}: it holds a template, expected policies without ?principal and ?resource`)
    for (const part of parts.policies) {
      const id = idOf(part)
      const earlier = id === null ? undefined : policies.get(id)
      if (id === null) problems.push(`${name}: a policy has no @id("…"): ${firstWords(part)}`)
      else if (id === denyByDefault || id === policyError)
        problems.push(`${name}: the id "${id}" is the gateway's own, expected another`)
      else if (earlier)
        problems.push(`${name}: the id "${id}" is taken by a policy of ${earlier.file}, expected another`)
      else policies.set(id, { file: name, text: part })
    }
  }
  const staticPolicies = Object.fromEntries([...policies].map(([id, { text }]) => [id, text]))
  const files = new Map([...policies].map(([id, { file }]) => [id, file]))
  problems.push(...validated(schema, staticPolicies, files))
  if (problems.length > 0) return { ok: false, problems }
  const kept = [preparseSchema(version, schema), preparsePolicySet(version, { staticPolicies })]
  const failures = kept.flatMap((answer) => (answer.type === 'failure' ? answer.errors.map(sentence) : []))
  return failures.length === 0 ? { ok: true } : { ok: false, problems: failures }
}

function validated(
  schema: string,
  staticPolicies: Record<string, string>,
  files: ReadonlyMap<string, string>,
): readonly string[] {
  const answer = validate({ validationSettings: { mode: 'strict' }, schema, policies: { staticPolicies } })
  if (answer.type === 'failure') return answer.errors.map(sentence)
  const line = ({ policyId, error }: { readonly policyId: string; readonly error: DetailedError }): string =>
    `${files.get(policyId) ?? 'a policy'}: ${sentence(error)}`
  return [
    ...answer.validationErrors.map(line),
    ...answer.validationWarnings.map(line),
    ...answer.otherWarnings.map((error) => sentence(error)),
  ]
}

function idOf(policy: string): string | null {
  const answer = policyToJson(policy)
  return answer.type === 'success' ? (answer.json.annotations?.['id'] ?? null) : null
}

const sentence = ({ message, help }: DetailedError): string => (help ? `${message} (${help})` : message)

/** Cedar counts in bytes; people count in lines. */
function placeIn(text: string, { sourceLocations }: DetailedError): string {
  const place = sourceLocations?.[0]
  if (!place) return ''
  const before = Buffer.from(text).subarray(0, place.start).toString()
  return `, line ${before.split('\n').length}${place.label ? `, ${place.label}` : ''}`
}

const firstWords = (policy: string): string => policy.replaceAll(/\s+/g, ' ').slice(0, 60)
