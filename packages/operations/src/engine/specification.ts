import { z } from 'zod'

/** The whole specification of a Swarm service as the engine gave it: to be given back changed in one place, never to be shown. */
export const WholeSpecification = z.looseObject({
  Mode: z.looseObject({ Replicated: z.looseObject({ Replicas: z.int().optional() }).optional() }).optional(),
  TaskTemplate: z.looseObject({ ForceUpdate: z.int().optional() }),
})
export type WholeSpecification = z.infer<typeof WholeSpecification>
