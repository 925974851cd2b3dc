import { z } from 'zod'

const Port = z.object({
  Protocol: z.string().default('tcp'),
  TargetPort: z.int(),
  PublishedPort: z.int().default(0),
  PublishMode: z.string().default('ingress'),
})

const Mount = z.object({
  Type: z.string().default('volume'),
  Source: z.string().default(''),
  Target: z.string(),
  ReadOnly: z.boolean().default(false),
})

const Container = z.object({
  Image: z.string().default(''),
  Command: z.array(z.string()).nullish(),
  Args: z.array(z.string()).nullish(),
  Mounts: z.array(Mount).nullish(),
})

const Limits = z.object({ NanoCPUs: z.number().default(0), MemoryBytes: z.number().default(0) })

/** One Swarm service as `GET /services` and `GET /services/{id}` give it; values of the environment are never parsed. */
export const EngineService = z.object({
  ID: z.string(),
  Version: z.object({ Index: z.int() }),
  CreatedAt: z.string().default(''),
  UpdatedAt: z.string().default(''),
  Spec: z.object({
    Name: z.string(),
    Labels: z.record(z.string(), z.string()).nullish(),
    TaskTemplate: z.object({
      ForceUpdate: z.int().default(0),
      ContainerSpec: Container.nullish(),
      Resources: z.object({ Limits: Limits.nullish() }).nullish(),
      RestartPolicy: z.object({ Condition: z.string().default(''), MaxAttempts: z.int().nullish() }).nullish(),
      Placement: z.object({ Constraints: z.array(z.string()).nullish() }).nullish(),
      Networks: z.array(z.object({ Target: z.string() })).nullish(),
    }),
    Mode: z
      .object({
        Replicated: z.object({ Replicas: z.int().nullish() }).nullish(),
        Global: z.unknown().optional(),
        ReplicatedJob: z.object({ MaxConcurrent: z.int().nullish(), TotalCompletions: z.int().nullish() }).nullish(),
        GlobalJob: z.unknown().optional(),
      })
      .default({}),
    UpdateConfig: z
      .object({
        Parallelism: z.int().default(1),
        Delay: z.number().default(0),
        FailureAction: z.string().default(''),
        Order: z.string().default(''),
      })
      .nullish(),
  }),
  /** Absent where the service was never updated. */
  PreviousSpec: z.unknown().optional(),
  Endpoint: z.object({ Ports: z.array(Port).nullish() }).nullish(),
  UpdateStatus: z.object({ State: z.string().default(''), Message: z.string().default('') }).nullish(),
  /** Counted from API 1.41 on, when it is asked for. */
  ServiceStatus: z
    .object({
      RunningTasks: z.int().default(0),
      DesiredTasks: z.int().default(0),
      CompletedTasks: z.int().default(0),
    })
    .nullish(),
})
export type EngineService = z.infer<typeof EngineService>

/** What a task needs to be named after its service. */
export const EngineServiceName = z.object({ ID: z.string(), Spec: z.object({ Name: z.string() }) })
export type EngineServiceName = z.infer<typeof EngineServiceName>
