import { z } from 'zod'

/** One volume as `GET /volumes` and `GET /volumes/{name}` give it. Options may hold passwords: their values are never shown. */
export const EngineVolume = z.object({
  Name: z.string(),
  Driver: z.string().default(''),
  Scope: z.string().default(''),
  Mountpoint: z.string().default(''),
  CreatedAt: z.string().nullish(),
  Labels: z.record(z.string(), z.string()).nullish(),
  Options: z.record(z.string(), z.string()).nullish(),
})
export type EngineVolume = z.infer<typeof EngineVolume>

/** `GET /volumes`. */
export const EngineVolumes = z.object({ Volumes: z.array(EngineVolume).nullish() })
export type EngineVolumes = z.infer<typeof EngineVolumes>
