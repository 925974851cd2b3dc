import { z } from 'zod'
import { Decision, Effects, maxIntentCharacters } from './execute.ts'
import { EngineName, OperationKind, SourceId, TargetName } from './names.ts'
import { Circumstances, DescribedEffects, DescribedTarget } from './situation.ts'

/** Situations, a line each, e.g. `service container.restart autonomy=auto`. They were evaluated when the gateway started. */
export const PolicyExamples = z
  .object({ matches: z.array(z.string()), matches_not: z.array(z.string()) })
  .meta({ id: 'PolicyExamples' })
export type PolicyExamples = z.infer<typeof PolicyExamples>

/** One policy. `text` is Cedar, as it stands in its file. */
export const PolicyInfo = z
  .object({
    id: z.string(),
    file: z.string(),
    origin: z.enum(['shipped', 'own']),
    effect: z.enum(['permit', 'forbid']),
    text: z.string(),
    examples: PolicyExamples,
  })
  .meta({ id: 'Policy' })
export type PolicyInfo = z.infer<typeof PolicyInfo>

/** `GET /policies`: all that decides. `version` is a hash of the schema and the texts. */
export const PoliciesAnswer = z
  .object({ version: z.string(), policies: z.array(PolicyInfo) })
  .meta({ id: 'PoliciesAnswer' })
export type PoliciesAnswer = z.infer<typeof PoliciesAnswer>

/**
 * `POST /policies/explain`: what would be decided, and why; nothing runs. Asked for a source (the asker, where none is
 * named), an operation or the words for one, and a target that is there or one that is described. `effects` belong to a
 * described target: of one that is there they are computed. `approved`: as if a person had approved exactly this.
 */
export const PolicyExplainRequest = z
  .strictObject({
    source_id: SourceId.optional(),
    operation: OperationKind.optional(),
    intent: z.string().min(1).max(maxIntentCharacters).optional(),
    target: z.strictObject({ name: TargetName, engine: EngineName.optional() }).optional(),
    described: DescribedTarget.optional(),
    effects: DescribedEffects.optional(),
    ...Circumstances.shape,
  })
  .refine(({ operation, intent }) => (operation === undefined) !== (intent === undefined), {
    error: 'expected either an operation or an intent',
  })
  .refine(({ target, described }) => target === undefined || described === undefined, {
    error: 'expected either a target or a described one',
  })
  .refine(({ target, effects }) => target === undefined || effects === undefined, {
    error: 'expected no effects beside a target that is there: they are computed',
  })
  .meta({ id: 'PolicyExplainRequest' })
export type PolicyExplainRequest = z.infer<typeof PolicyExplainRequest>

const verdict = Decision.shape.verdict

/** One thing that would change a decision, and what it would be then. All were tried. */
export const PolicyWay = z
  .discriminatedUnion('by', [
    z.object({ by: z.literal('approval'), verdict }),
    z.object({ by: z.literal('label'), label: z.string(), value: z.string(), verdict }),
    /** A permit to put into a policy file. */
    z.object({ by: z.literal('permit'), text: z.string(), verdict }),
    /** Forbids of the operator, without which it would be so. */
    z.object({ by: z.literal('forbid'), policies: z.array(z.object({ id: z.string(), file: z.string() })), verdict }),
  ])
  .meta({ id: 'PolicyWay' })
export type PolicyWay = z.infer<typeof PolicyWay>

export const PolicyExplanation = z
  .object({
    version: z.string(),
    source_id: SourceId,
    operation: OperationKind,
    /** The name of what it is about; null for an operation about everything. */
    target: z.string().nullable(),
    effects: Effects,
    decision: Decision,
    sentence: z.string(),
    ways: z.array(PolicyWay),
  })
  .meta({ id: 'PolicyExplanation' })
export type PolicyExplanation = z.infer<typeof PolicyExplanation>
