import { type DetailedError, policySetTextToParts, policyToJson } from '@cedar-policy/cedar-wasm/nodejs'
import type { PolicyText } from './texts.ts'

/** Names that decisions use for what no policy said. A policy may not take them. */
export const denyByDefault = 'deny-by-default'
export const policyError = 'policy-error'

/** One policy of a file. */
export interface PolicyPart {
  readonly id: string
  readonly file: string
  readonly own: boolean
  readonly effect: 'permit' | 'forbid'
  readonly text: string
  /** What its annotations say; null where it has none. */
  readonly matches: string | null
  readonly matchesNot: string | null
}

export interface Parts {
  readonly parts: readonly PolicyPart[]
  readonly problems: readonly string[]
}

const annotationNames = ['id', 'matches', 'matches_not']

/** Takes the files apart. Every policy has an id of its own, and no annotation that nobody reads. */
export function partsOf(texts: readonly PolicyText[]): Parts {
  const problems: string[] = []
  const known = new Map<string, PolicyPart>()
  for (const file of texts) {
    const found = policySetTextToParts(file.text)
    if (found.type === 'failure') {
      problems.push(...found.errors.map((error) => `${file.name}${placeIn(file.text, error)}: ${sentenceOf(error)}`))
      continue
    }
    if (found.policy_templates.length > 0)
      problems.push(`${file.name}: it holds a template, expected policies without ?principal and ?resource`)
    for (const text of found.policies) {
      const part = partOf(file, text)
      const problem = typeof part === 'string' ? part : idProblem(part, known)
      if (problem !== null) problems.push(`${file.name}: ${problem}`)
      else if (typeof part !== 'string') known.set(part.id, part)
    }
  }
  return { parts: [...known.values()], problems }
}

function partOf({ name, own }: PolicyText, text: string): PolicyPart | string {
  const answer = policyToJson(text)
  if (answer.type === 'failure') return answer.errors.map(sentenceOf).join('; ')
  const { effect, annotations = {} } = answer.json
  const id = annotations['id'] ?? null
  if (id === null) return `a policy has no @id("…"): ${text.replaceAll(/\s+/g, ' ').slice(0, 60)}`
  const strange = Object.keys(annotations).filter((annotation) => !annotationNames.includes(annotation))
  if (strange.length > 0)
    return `the policy "${id}" has @${strange.join(', @')}, expected no other annotations than @${annotationNames.join(', @')}`
  const { matches = null, matches_not: matchesNot = null } = annotations
  return { id, file: name, own, effect, text, matches, matchesNot }
}

function idProblem({ id }: PolicyPart, known: ReadonlyMap<string, PolicyPart>): string | null {
  if (id === denyByDefault || id === policyError) return `the id "${id}" is the gateway's own, expected another`
  const earlier = known.get(id)
  return earlier ? `the id "${id}" is taken by a policy of ${earlier.file}, expected another` : null
}

/** What Cedar says, in one sentence. */
export const sentenceOf = ({ message, help }: DetailedError): string => (help ? `${message} (${help})` : message)

/** Cedar counts in bytes; people count in lines. */
function placeIn(text: string, { sourceLocations }: DetailedError): string {
  const place = sourceLocations?.[0]
  if (!place) return ''
  const before = Buffer.from(text).subarray(0, place.start).toString()
  return `, line ${before.split('\n').length}${place.label ? `, ${place.label}` : ''}`
}
