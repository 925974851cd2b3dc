import { z } from 'zod'
import { ContainerDiff } from './kinds/container-diff.ts'
import { ContainerHealth } from './kinds/container-health.ts'
import { ContainerInspect } from './kinds/container-inspect.ts'
import { ContainerKill } from './kinds/container-kill.ts'
import { ContainerList } from './kinds/container-list.ts'
import { ContainerLogs } from './kinds/container-logs.ts'
import { ContainerPause } from './kinds/container-pause.ts'
import { ContainerPort } from './kinds/container-port.ts'
import { ContainerRemove } from './kinds/container-remove.ts'
import { ContainerRestart } from './kinds/container-restart.ts'
import { ContainerStart } from './kinds/container-start.ts'
import { ContainerStats } from './kinds/container-stats.ts'
import { ContainerStop } from './kinds/container-stop.ts'
import { ContainerTop } from './kinds/container-top.ts'
import { ContainerUnpause } from './kinds/container-unpause.ts'
import { ContainerUpdate } from './kinds/container-update.ts'
import { ContainerWait } from './kinds/container-wait.ts'
import { ImageHistory } from './kinds/image-history.ts'
import { ImageInspect } from './kinds/image-inspect.ts'
import { ImageList } from './kinds/image-list.ts'
import { NetworkConnect } from './kinds/network-connect.ts'
import { NetworkDisconnect } from './kinds/network-disconnect.ts'
import { NetworkInspect } from './kinds/network-inspect.ts'
import { NetworkList } from './kinds/network-list.ts'
import { NodeInspect } from './kinds/node-inspect.ts'
import { NodeList } from './kinds/node-list.ts'
import { NodePs } from './kinds/node-ps.ts'
import { ServiceForceUpdate } from './kinds/service-force-update.ts'
import { ServiceInspect } from './kinds/service-inspect.ts'
import { ServiceList } from './kinds/service-list.ts'
import { ServiceLogs } from './kinds/service-logs.ts'
import { ServicePs } from './kinds/service-ps.ts'
import { ServiceRollback } from './kinds/service-rollback.ts'
import { ServiceScale } from './kinds/service-scale.ts'
import { StackPs } from './kinds/stack-ps.ts'
import { StackServices } from './kinds/stack-services.ts'
import { SystemDf } from './kinds/system-df.ts'
import { SystemEvents } from './kinds/system-events.ts'
import { SystemInfo } from './kinds/system-info.ts'
import { SystemVersion } from './kinds/system-version.ts'
import { VolumeInspect } from './kinds/volume-inspect.ts'
import { VolumeList } from './kinds/volume-list.ts'

/** The closed set: what can be asked of Docker. Nothing else can run. */
export const Operation = z.discriminatedUnion('kind', [
  ContainerList,
  ContainerInspect,
  ContainerHealth,
  ContainerLogs,
  ContainerStats,
  ContainerTop,
  ContainerPort,
  ContainerDiff,
  ContainerWait,
  NetworkList,
  NetworkInspect,
  VolumeList,
  VolumeInspect,
  ImageList,
  ImageInspect,
  ImageHistory,
  SystemInfo,
  SystemVersion,
  SystemDf,
  SystemEvents,
  ServiceList,
  ServiceInspect,
  ServicePs,
  ServiceLogs,
  NodeList,
  NodeInspect,
  NodePs,
  StackServices,
  StackPs,
  ContainerStart,
  ContainerStop,
  ContainerRestart,
  ContainerPause,
  ContainerUnpause,
  ContainerKill,
  ContainerUpdate,
  ContainerRemove,
  NetworkConnect,
  NetworkDisconnect,
  ServiceScale,
  ServiceForceUpdate,
  ServiceRollback,
])
export type Operation = z.infer<typeof Operation>
export type OperationKind = Operation['kind']
