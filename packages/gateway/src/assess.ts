import type { Baseline, Effects, Undo } from '@devops-ai/contract'
import { type IndexedContainer, isContainer, type Subject } from '@devops-ai/engine'
import { type ChangeDefinition, type Operation, renderCommand, sentenceOf } from '@devops-ai/operations'

/** What is known when effects are computed. `before` is the subject's live state, the rest is the index. */
export interface Situation {
  readonly subject: Subject
  readonly before: Baseline
  readonly all: readonly IndexedContainer[]
  /** Is it part of this system, or named in GATEWAY_PROTECTED? */
  isProtected(subject: Subject): boolean
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

/** Facts about a change before it runs, from the engine's live state. */
export function assess(change: ChangeDefinition, operation: Operation, situation: Situation): Assessment {
  const { subject, before, all } = situation
  const interrupts = change.interrupts(operation, before)
  const dataLoss = change.losesData(before)
  const effects: Effects = {
    interrupts,
    last_healthy_replica: interrupts && (!isContainer(subject) || isLastHealthyReplica(subject, all)),
    dependents: interrupts && isContainer(subject) ? dependentsOf(subject, all) : [],
    data_loss: dataLoss,
    reversible: !dataLoss,
    protected: situation.isProtected(subject),
  }
  return { effects, undo: undoOf(change.undo(operation, before), subject.name) }
}

const undoOf = (operation: Operation | null, name: string): Undo | null =>
  operation && { operation, command: renderCommand(operation, name), sentence: sentenceOf(operation, name) }

/** What several steps come to together: the worst of each. Who is itself touched is no dependent. */
export function together(effects: readonly Effects[], touched: ReadonlySet<string>): Effects {
  const some = (fact: (one: Effects) => boolean): boolean => effects.some(fact)
  const dependents = effects.flatMap((one) => one.dependents).filter((name) => !touched.has(name))
  return {
    interrupts: some((one) => one.interrupts),
    last_healthy_replica: some((one) => one.last_healthy_replica),
    dependents: [...new Set(dependents)].toSorted(),
    data_loss: some((one) => one.data_loss),
    reversible: effects.every((one) => one.reversible),
    protected: some((one) => one.protected),
  }
}

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

/**
 * Containers that a restart must bring along, in order: those that live in its network namespace, which the restart takes
 * away under them, and those of its Compose project that ask for it; and what these bring along in turn.
 */
export function followersOf(
  first: readonly IndexedContainer[],
  all: readonly IndexedContainer[],
): readonly IndexedContainer[] {
  const moved = [...first]
  for (const one of moved) {
    const next = all.filter(
      (other) =>
        other.engine === one.engine && isUp(other) && !moved.some(({ id }) => id === other.id) && follows(other, one),
    )
    moved.push(...next.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
  }
  return moved.slice(first.length)
}

const isUp = ({ status }: IndexedContainer): boolean => status === 'running' || status === 'restarting'

const follows = (other: IndexedContainer, one: IndexedContainer): boolean =>
  other.networkOf === one.id ||
  (one.service !== null && other.project === one.project && other.restartsWith.includes(one.service))
