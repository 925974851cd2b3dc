import { z } from 'zod'

/**
 * What `GET /containers/{id}/json` answers, as far as we read it. Environment values are never parsed,
 * so they cannot leave: `Config.Env` is not here.
 */
export const EngineInspect = z.object({
  Id: z.string(),
  Name: z.string(),
  Created: z.string(),
  Image: z.string(),
  RestartCount: z.int().default(0),
  State: z.object({
    Status: z.string(),
    Running: z.boolean(),
    Paused: z.boolean(),
    Restarting: z.boolean(),
    OOMKilled: z.boolean().default(false),
    Dead: z.boolean().default(false),
    Pid: z.int().default(0),
    ExitCode: z.int(),
    Error: z.string().default(''),
    StartedAt: z.string(),
    FinishedAt: z.string(),
    Health: z
      .object({
        Status: z.string(),
        FailingStreak: z.int(),
        Log: z.array(z.object({ Start: z.string(), End: z.string(), ExitCode: z.int(), Output: z.string() })).nullish(),
      })
      .nullish(),
  }),
  HostConfig: z.object({
    NetworkMode: z.string().default(''),
    AutoRemove: z.boolean().default(false),
    Memory: z.number().default(0),
    RestartPolicy: z.object({ Name: z.string(), MaximumRetryCount: z.int().default(0) }),
    Binds: z.array(z.string()).nullish(),
    Privileged: z.boolean().default(false),
    PidsLimit: z.number().nullish(),
    NanoCpus: z.number().default(0),
  }),
  Config: z.object({
    Image: z.string(),
    Labels: z.record(z.string(), z.string()).nullish(),
    Healthcheck: z
      .object({
        Test: z.array(z.string()).nullish(),
        Interval: z.number().optional(),
        Timeout: z.number().optional(),
        StartPeriod: z.number().optional(),
        Retries: z.number().optional(),
      })
      .nullish(),
    StopTimeout: z.int().nullish(),
    StopSignal: z.string().nullish(),
    Cmd: z.array(z.string()).nullish(),
    Entrypoint: z.array(z.string()).nullish(),
  }),
  Mounts: z
    .array(z.object({ Type: z.string(), Name: z.string().optional(), Destination: z.string(), RW: z.boolean() }))
    .default([]),
  NetworkSettings: z
    .object({
      /** By port in the container, e.g. `80/tcp`; null for a port that is exposed and not published. */
      Ports: z
        .record(z.string(), z.array(z.object({ HostIp: z.string().default(''), HostPort: z.string() })).nullish())
        .nullish(),
      Networks: z
        .record(
          z.string(),
          z.object({
            NetworkID: z.string().default(''),
            Aliases: z.array(z.string()).nullish(),
            IPAddress: z.string().default(''),
          }),
        )
        .nullish(),
    })
    .default({}),
})
export type EngineInspect = z.infer<typeof EngineInspect>
