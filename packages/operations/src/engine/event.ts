import { z } from 'zod'

/** One object of `GET /events`. `time` is in seconds since 1970, `timeNano` the same in nanoseconds, rounded by JSON. */
export const EngineEvent = z.object({
  Type: z.string(),
  Action: z.string(),
  Actor: z.object({
    ID: z.string().default(''),
    Attributes: z.record(z.string(), z.string()).nullish(),
  }),
  time: z.number().default(0),
  timeNano: z.number().optional(),
})
export type EngineEvent = z.infer<typeof EngineEvent>
