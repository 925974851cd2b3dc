import { z } from 'zod'
import { EngineName, Sha256 } from './names.ts'
import { Autonomy, ContainerStatus, Health } from './observe.ts'

/**
 * A container as it would be, for questions about policy. What is not said is plain: it runs, is healthy, belongs to no
 * Compose service and carries no label. `autonomy` is the value of its own label devops-ai.autonomy.
 */
export const DescribedTarget = z
  .strictObject({
    name: z.string().min(1),
    engine: EngineName,
    image: z.string().min(1),
    service: z.string().min(1),
    project: z.string().min(1),
    status: ContainerStatus,
    health: Health,
    autonomy: Autonomy,
    labels: z.record(z.string(), z.string()),
    protected: z.boolean(),
  })
  .partial()
  .meta({ id: 'DescribedTarget' })
export type DescribedTarget = z.infer<typeof DescribedTarget>

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
  .object({ version: Sha256, policies: z.array(PolicyInfo) })
  .meta({ id: 'PoliciesAnswer' })
export type PoliciesAnswer = z.infer<typeof PoliciesAnswer>
