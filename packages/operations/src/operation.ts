import { z } from 'zod'
import { ContainerHealth } from './kinds/container-health.ts'
import { ContainerInspect } from './kinds/container-inspect.ts'
import { ContainerList } from './kinds/container-list.ts'
import { ContainerLogs } from './kinds/container-logs.ts'
import { ContainerPause } from './kinds/container-pause.ts'
import { ContainerRestart } from './kinds/container-restart.ts'
import { ContainerStart } from './kinds/container-start.ts'
import { ContainerStats } from './kinds/container-stats.ts'
import { ContainerStop } from './kinds/container-stop.ts'
import { ContainerTop } from './kinds/container-top.ts'
import { ContainerUnpause } from './kinds/container-unpause.ts'

/** The closed set: what can be asked of Docker. Nothing else can run. */
export const Operation = z.discriminatedUnion('kind', [
  ContainerList,
  ContainerInspect,
  ContainerHealth,
  ContainerLogs,
  ContainerStats,
  ContainerTop,
  ContainerStart,
  ContainerStop,
  ContainerRestart,
  ContainerPause,
  ContainerUnpause,
])
export type Operation = z.infer<typeof Operation>
export type OperationKind = Operation['kind']
