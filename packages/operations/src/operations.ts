import type { ChangeDefinition, Definition } from './definition.ts'
import { containerHealth } from './kinds/container-health.ts'
import { containerInspect } from './kinds/container-inspect.ts'
import { containerList } from './kinds/container-list.ts'
import { containerLogs } from './kinds/container-logs.ts'
import { containerPause } from './kinds/container-pause.ts'
import { containerRestart } from './kinds/container-restart.ts'
import { containerStart } from './kinds/container-start.ts'
import { containerStats } from './kinds/container-stats.ts'
import { containerStop } from './kinds/container-stop.ts'
import { containerTop } from './kinds/container-top.ts'
import { containerUnpause } from './kinds/container-unpause.ts'
import { Operation, type OperationKind } from './operation.ts'

/** Everything that is known of each operation. A new operation that lacks its row does not compile. */
const table = {
  'container.list': containerList,
  'container.inspect': containerInspect,
  'container.health': containerHealth,
  'container.logs': containerLogs,
  'container.stats': containerStats,
  'container.top': containerTop,
  'container.start': containerStart,
  'container.stop': containerStop,
  'container.restart': containerRestart,
  'container.pause': containerPause,
  'container.unpause': containerUnpause,
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
