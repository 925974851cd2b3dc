import { z } from 'zod'

/** `GET /services/{id}` of Swarm, as far as its state is read; values of the environment are never parsed. */
export const EngineService = z.object({
  ID: z.string(),
  Version: z.object({ Index: z.int() }),
  Spec: z.object({
    Name: z.string(),
    TaskTemplate: z.object({
      ForceUpdate: z.int().default(0),
      ContainerSpec: z.object({ Image: z.string().default('') }).nullish(),
    }),
    Mode: z.object({ Replicated: z.object({ Replicas: z.int().nullish() }).nullish() }).default({}),
  }),
  PreviousSpec: z.unknown(),
  UpdateStatus: z.object({ State: z.string().default('') }).nullish(),
})
export type EngineService = z.infer<typeof EngineService>
/** The whole specification of a Swarm service as the engine gave it: to be given back changed in one place, never to be shown. */
export const WholeSpecification = z.looseObject({
  Mode: z.looseObject({ Replicated: z.looseObject({ Replicas: z.int().optional() }).optional() }).optional(),
  TaskTemplate: z.looseObject({ ForceUpdate: z.int().optional() }),
})
export type WholeSpecification = z.infer<typeof WholeSpecification>
