import type { Effects, Undo } from '@devops-ai/contract'
import { type Before, changeOf, type Operation, renderCommand, sentenceOf } from '@devops-ai/operations'
import type { IndexedContainer } from '@devops-ai/engine'

/** What is known when effects are computed. `before` is the target's live state, the rest is the index. */
export interface Situation {
  readonly container: IndexedContainer
  readonly before: Before
  readonly all: readonly IndexedContainer[]
  /** Is it part of this system, or named in GATEWAY_PROTECTED? */
  isProtected(container: IndexedContainer): boolean
}

export interface Assessment {
  readonly effects: Effects
  /** Null: there is none, and that is said. */
  readonly undo: Undo | null
}

/** What a read does: nothing. */
export const effectsOfReading = (isProtectedTarget: boolean): Effects => ({
  interrupts: false,
  last_healthy_replica: false,
  dependents: [],
  data_loss: false,
  reversible: true,
  protected: isProtectedTarget,
})

/** Facts about an operation before it runs, from the engine's live state. */
export function assess(operation: Operation, situation: Situation): Assessment {
  const { container, before, all } = situation
  const guarded = situation.isProtected(container)
  const change = changeOf(operation)
  if (!change) return { effects: effectsOfReading(guarded), undo: null }
  const interrupts = change.interrupts(before)
  const dataLoss = change.losesData(before)
  const effects: Effects = {
    interrupts,
    last_healthy_replica: interrupts && isLastHealthyReplica(container, all),
    dependents: interrupts ? dependentsOf(container, all) : [],
    data_loss: dataLoss,
    reversible: !dataLoss,
    protected: guarded,
  }
  return { effects, undo: undoOf(change.undo(operation, before), container.name) }
}

const undoOf = (operation: Operation | null, name: string): Undo | null =>
  operation && { operation, command: renderCommand(operation, name), sentence: sentenceOf(operation, name) }

/** Does it serve now, and nobody else of its service with it? A hung replica is not healthy, so it is never the last. */
function isLastHealthyReplica(container: IndexedContainer, all: readonly IndexedContainer[]): boolean {
  const others = all.filter((other) => other.id !== container.id && sameService(other, container))
  return serves(container) && !others.some(serves)
}

const serves = ({ status, health }: IndexedContainer): boolean =>
  status === 'running' && (health === 'healthy' || health === 'none')

const sameService = (a: IndexedContainer, b: IndexedContainer): boolean =>
  b.service !== null && a.service === b.service && a.project === b.project && a.engine === b.engine && !a.oneOff

/** Names of the containers that are harmed with it: they depend on its service, or live in its network namespace. */
function dependentsOf(container: IndexedContainer, all: readonly IndexedContainer[]): string[] {
  const { engine, id, service, project } = container
  return all
    .filter((other) => other.engine === engine && other.id !== id)
    .filter(
      (other) =>
        other.networkOf === id ||
        (service !== null && project !== null && other.project === project && other.dependsOn.includes(service)),
    )
    .map(({ name }) => name)
    .toSorted()
}
