import { z } from 'zod'

/** `GET /containers/{id}/changes`: null where nothing differs from the image. */
export const EngineChanges = z
  .array(z.object({ Path: z.string(), Kind: z.union([z.literal(0), z.literal(1), z.literal(2)]) }))
  .nullable()
export type EngineChanges = z.infer<typeof EngineChanges>
