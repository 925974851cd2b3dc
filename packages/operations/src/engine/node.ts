import { z } from 'zod'

/** One node of a swarm as `GET /nodes` and `GET /nodes/{id}` give it. */
export const EngineNode = z.object({
  ID: z.string(),
  CreatedAt: z.string().default(''),
  Spec: z.object({
    Role: z.string().default(''),
    Availability: z.string().default(''),
    Labels: z.record(z.string(), z.string()).nullish(),
  }),
  Description: z
    .object({
      Hostname: z.string().default(''),
      Platform: z.object({ Architecture: z.string().default(''), OS: z.string().default('') }).nullish(),
      Resources: z.object({ NanoCPUs: z.number().default(0), MemoryBytes: z.number().default(0) }).nullish(),
      Engine: z
        .object({
          EngineVersion: z.string().default(''),
          Labels: z.record(z.string(), z.string()).nullish(),
        })
        .nullish(),
    })
    .default({ Hostname: '' }),
  Status: z
    .object({ State: z.string().default('unknown'), Message: z.string().default(''), Addr: z.string().default('') })
    .default({ State: 'unknown', Message: '', Addr: '' }),
  /** Of managers alone. */
  ManagerStatus: z
    .object({ Leader: z.boolean().default(false), Reachability: z.string().default(''), Addr: z.string().default('') })
    .nullish(),
})
export type EngineNode = z.infer<typeof EngineNode>

/** What a task needs to be told where it runs. */
export const EngineNodeName = z.object({
  ID: z.string(),
  Description: z.object({ Hostname: z.string().default('') }).default({ Hostname: '' }),
})
export type EngineNodeName = z.infer<typeof EngineNodeName>
