import { z } from 'zod'

/** One element of `GET /images/json`. `Created` is in seconds since 1970. */
export const EngineImageItem = z.object({
  Id: z.string(),
  RepoTags: z.array(z.string()).nullish(),
  RepoDigests: z.array(z.string()).nullish(),
  Created: z.int(),
  Size: z.number(),
})
export type EngineImageItem = z.infer<typeof EngineImageItem>

const names = z.record(z.string(), z.unknown())

/** `GET /images/{id}/json`. Environment values are never parsed: `Config.Env` is not here. */
export const EngineImage = z.object({
  Id: z.string(),
  RepoTags: z.array(z.string()).nullish(),
  RepoDigests: z.array(z.string()).nullish(),
  Created: z.string().nullish(),
  Size: z.number().default(0),
  Architecture: z.string().default(''),
  Os: z.string().default(''),
  Author: z.string().default(''),
  Config: z
    .object({
      User: z.string().nullish(),
      WorkingDir: z.string().nullish(),
      Entrypoint: z.array(z.string()).nullish(),
      Cmd: z.array(z.string()).nullish(),
      ExposedPorts: names.nullish(),
      Volumes: names.nullish(),
      Labels: z.record(z.string(), z.string()).nullish(),
      StopSignal: z.string().nullish(),
      Healthcheck: z.object({ Test: z.array(z.string()).nullish() }).nullish(),
    })
    .nullish(),
  RootFS: z.object({ Layers: z.array(z.string()).nullish() }).nullish(),
})
export type EngineImage = z.infer<typeof EngineImage>

/** One element of `GET /images/{id}/history`, the newest layer first. `Id` is `<missing>` for layers built elsewhere. */
export const EngineLayer = z.object({
  Id: z.string(),
  Created: z.int(),
  CreatedBy: z.string().default(''),
  Size: z.number(),
  Comment: z.string().default(''),
  Tags: z.array(z.string()).nullish(),
})
export type EngineLayer = z.infer<typeof EngineLayer>
