import { z } from 'zod'

/** `POST /containers/{id}/wait`. */
export const EngineWait = z.object({
  StatusCode: z.int(),
  Error: z.object({ Message: z.string().default('') }).nullish(),
})
export type EngineWait = z.infer<typeof EngineWait>
