import { z } from 'zod'

/** `GET /info`, as far as we read it: proxies may hold passwords and are not here. */
export const EngineInfo = z.object({
  Name: z.string().default(''),
  ServerVersion: z.string().default(''),
  OperatingSystem: z.string().default(''),
  OSType: z.string().default(''),
  Architecture: z.string().default(''),
  KernelVersion: z.string().default(''),
  NCPU: z.int().default(0),
  MemTotal: z.number().default(0),
  Containers: z.int(),
  ContainersRunning: z.int(),
  ContainersPaused: z.int(),
  ContainersStopped: z.int(),
  Images: z.int(),
  Driver: z.string().default(''),
  LoggingDriver: z.string().default(''),
  CgroupVersion: z.string().default(''),
  DockerRootDir: z.string().default(''),
  LiveRestoreEnabled: z.boolean().default(false),
  SecurityOptions: z.array(z.string()).nullish(),
  Swarm: z
    .object({
      LocalNodeState: z.string().default(''),
      ControlAvailable: z.boolean().default(false),
      Nodes: z.int().nullish(),
      Managers: z.int().nullish(),
    })
    .nullish(),
  Warnings: z.array(z.string()).nullish(),
})
export type EngineInfo = z.infer<typeof EngineInfo>

/** `GET /version`. */
export const EngineVersion = z.object({
  Version: z.string(),
  ApiVersion: z.string(),
  MinAPIVersion: z.string().default(''),
  Os: z.string().default(''),
  Arch: z.string().default(''),
  KernelVersion: z.string().default(''),
  Components: z.array(z.object({ Name: z.string(), Version: z.string() })).nullish(),
})
export type EngineVersion = z.infer<typeof EngineVersion>

/** `GET /system/df`. Sizes of -1 were not measured. */
export const EngineDiskUsage = z.object({
  LayersSize: z.number().default(0),
  Images: z
    .array(
      z.object({ Containers: z.int().default(0), Size: z.number().default(0), SharedSize: z.number().default(-1) }),
    )
    .nullish(),
  Containers: z.array(z.object({ SizeRw: z.number().default(0), State: z.string().default('') })).nullish(),
  Volumes: z.array(z.object({ UsageData: z.object({ Size: z.number(), RefCount: z.int() }).nullish() })).nullish(),
  BuildCache: z
    .array(z.object({ Size: z.number(), InUse: z.boolean().default(false), Shared: z.boolean().default(false) }))
    .nullish(),
})
export type EngineDiskUsage = z.infer<typeof EngineDiskUsage>
