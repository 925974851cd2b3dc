import type { IndexedContainer } from '../ports.ts'

/** Does it serve now, and nobody else of its service with it? A hung replica is not healthy, so it is never the last. */
export function isLastHealthyReplica(container: IndexedContainer, all: readonly IndexedContainer[]): boolean {
  const others = all.filter((other) => other.id !== container.id && sameService(other, container))
  return serves(container) && !others.some(serves)
}

const serves = ({ status, health }: IndexedContainer): boolean =>
  status === 'running' && (health === 'healthy' || health === 'none')

const sameService = (a: IndexedContainer, b: IndexedContainer): boolean =>
  b.service !== null && a.service === b.service && a.project === b.project && a.engine === b.engine && !a.oneOff

/** Names of the containers that are harmed with it: they depend on its service, or live in its network namespace. */
export function dependentsOf(container: IndexedContainer, all: readonly IndexedContainer[]): string[] {
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
