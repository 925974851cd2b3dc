import type { IndexedContainer } from '../ports.ts'

/** Who is called what. */
export interface Roster {
  /** Containers by every name that they have, Compose one-off containers left out. */
  readonly called: ReadonlyMap<string, readonly IndexedContainer[]>
  /** The names of all containers and services, in small letters. */
  readonly names: ReadonlySet<string>
  readonly has: (engine: string, id: string) => boolean
}

const rosters = new WeakMap<readonly IndexedContainer[], Roster>()

/** Made once for each state of the index, so that no request looks at every container. */
export function rosterOf(containers: readonly IndexedContainer[]): Roster {
  const known = rosters.get(containers)
  if (known) return known
  const roster = made(containers)
  rosters.set(containers, roster)
  return roster
}

function made(containers: readonly IndexedContainer[]): Roster {
  const called = new Map<string, IndexedContainer[]>()
  for (const container of containers) {
    for (const name of container.oneOff ? [] : new Set(namesOf(container))) {
      const others = called.get(name)
      if (others) others.push(container)
      else called.set(name, [container])
    }
  }
  const names = containers.flatMap(({ name, service }) => [name, service ?? name])
  const ids = new Set(containers.map(placeOf))
  return {
    called,
    names: new Set(names.map((name) => name.toLowerCase())),
    has: (engine, id) => ids.has(placeOf({ engine, id })),
  }
}

const placeOf = ({ engine, id }: { readonly engine: string; readonly id: string }): string => `${engine}/${id}`

/** All that a container can be called. */
export const namesOf = ({ id, name, service, aliases }: IndexedContainer): readonly string[] => [
  id,
  name,
  ...(service === null ? [] : [service]),
  ...aliases,
]
