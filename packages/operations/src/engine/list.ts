import { z } from 'zod'

/** One element of `GET /containers/json?all=1`. */
export const EngineListItem = z.object({
  Id: z.string(),
  Names: z.array(z.string()),
  Image: z.string(),
  ImageID: z.string(),
  Created: z.int(),
  State: z.string(),
  Status: z.string(),
  Labels: z.record(z.string(), z.string()).nullish(),
  HostConfig: z.object({ NetworkMode: z.string().default('') }).default({ NetworkMode: '' }),
})
export type EngineListItem = z.infer<typeof EngineListItem>
