import { z } from 'zod'

/** One element of `GET /tasks`; what its container is made with is never parsed. */
export const EngineTask = z.object({
  ID: z.string(),
  CreatedAt: z.string().default(''),
  Spec: z.object({ ContainerSpec: z.object({ Image: z.string().default('') }).nullish() }).default({}),
  ServiceID: z.string().default(''),
  /** Absent where the service runs once on every node. */
  Slot: z.int().default(0),
  /** Absent as long as no node was found for it. */
  NodeID: z.string().default(''),
  DesiredState: z.string().default(''),
  Status: z.object({
    Timestamp: z.string().default(''),
    State: z.string(),
    Message: z.string().default(''),
    Err: z.string().default(''),
    ContainerStatus: z.object({ ContainerID: z.string().default(''), ExitCode: z.int().default(0) }).nullish(),
  }),
})
export type EngineTask = z.infer<typeof EngineTask>
