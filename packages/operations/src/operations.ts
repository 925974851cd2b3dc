import type { ChangeDefinition, Definition } from './definition.ts'
import { containerDiff } from './kinds/container-diff.ts'
import { containerHealth } from './kinds/container-health.ts'
import { containerInspect } from './kinds/container-inspect.ts'
import { containerKill } from './kinds/container-kill.ts'
import { containerList } from './kinds/container-list.ts'
import { containerLogs } from './kinds/container-logs.ts'
import { containerPause } from './kinds/container-pause.ts'
import { containerPort } from './kinds/container-port.ts'
import { containerRemove } from './kinds/container-remove.ts'
import { containerRestart } from './kinds/container-restart.ts'
import { containerStart } from './kinds/container-start.ts'
import { containerStats } from './kinds/container-stats.ts'
import { containerStop } from './kinds/container-stop.ts'
import { containerTop } from './kinds/container-top.ts'
import { containerUnpause } from './kinds/container-unpause.ts'
import { containerUpdate } from './kinds/container-update.ts'
import { containerWait } from './kinds/container-wait.ts'
import { imageHistory } from './kinds/image-history.ts'
import { imageInspect } from './kinds/image-inspect.ts'
import { imageList } from './kinds/image-list.ts'
import { networkConnect } from './kinds/network-connect.ts'
import { networkDisconnect } from './kinds/network-disconnect.ts'
import { networkInspect } from './kinds/network-inspect.ts'
import { networkList } from './kinds/network-list.ts'
import { nodeInspect } from './kinds/node-inspect.ts'
import { nodeList } from './kinds/node-list.ts'
import { nodePs } from './kinds/node-ps.ts'
import { serviceForceUpdate } from './kinds/service-force-update.ts'
import { serviceInspect } from './kinds/service-inspect.ts'
import { serviceList } from './kinds/service-list.ts'
import { serviceLogs } from './kinds/service-logs.ts'
import { servicePs } from './kinds/service-ps.ts'
import { serviceRollback } from './kinds/service-rollback.ts'
import { serviceScale } from './kinds/service-scale.ts'
import { stackPs } from './kinds/stack-ps.ts'
import { stackServices } from './kinds/stack-services.ts'
import { systemDf } from './kinds/system-df.ts'
import { systemEvents } from './kinds/system-events.ts'
import { systemInfo } from './kinds/system-info.ts'
import { systemVersion } from './kinds/system-version.ts'
import { volumeInspect } from './kinds/volume-inspect.ts'
import { volumeList } from './kinds/volume-list.ts'
import { Operation, type OperationKind } from './operation.ts'

/** Everything that is known of each operation. A new operation that lacks its row does not compile. */
const table = {
  'container.list': containerList,
  'container.inspect': containerInspect,
  'container.health': containerHealth,
  'container.logs': containerLogs,
  'container.stats': containerStats,
  'container.top': containerTop,
  'container.port': containerPort,
  'container.diff': containerDiff,
  'container.wait': containerWait,
  'network.list': networkList,
  'network.inspect': networkInspect,
  'volume.list': volumeList,
  'volume.inspect': volumeInspect,
  'image.list': imageList,
  'image.inspect': imageInspect,
  'image.history': imageHistory,
  'system.info': systemInfo,
  'system.version': systemVersion,
  'system.df': systemDf,
  'system.events': systemEvents,
  'service.list': serviceList,
  'service.inspect': serviceInspect,
  'service.ps': servicePs,
  'service.logs': serviceLogs,
  'node.list': nodeList,
  'node.inspect': nodeInspect,
  'node.ps': nodePs,
  'stack.services': stackServices,
  'stack.ps': stackPs,
  'container.start': containerStart,
  'container.stop': containerStop,
  'container.restart': containerRestart,
  'container.pause': containerPause,
  'container.unpause': containerUnpause,
  'container.kill': containerKill,
  'container.update': containerUpdate,
  'container.remove': containerRemove,
  'network.connect': networkConnect,
  'network.disconnect': networkDisconnect,
  'service.scale': serviceScale,
  'service.force-update': serviceForceUpdate,
  'service.rollback': serviceRollback,
} satisfies Record<OperationKind, Definition>

export const operations: Readonly<Record<OperationKind, Definition>> = table

/** All kinds, reads first. */
export const kinds: readonly OperationKind[] = Operation.options.map((option) => option.shape.kind.value)

/** The definition of a change, or null for a read. */
export function changeOf(operation: Operation): ChangeDefinition | null {
  const definition = operations[operation.kind]
  return definition.access === 'change' ? definition : null
}

export const isChange = (operation: Operation): boolean => operations[operation.kind].access === 'change'

/** Is this word of the wire one of our kinds? */
export const isKind = (word: string): word is OperationKind => Object.hasOwn(operations, word)

/** The sentence that people approve and read, made from the typed operation alone. */
export const sentenceOf = (operation: Operation, name: string): string =>
  operations[operation.kind].sentence(operation, name)
