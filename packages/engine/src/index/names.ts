import { type AnyTarget, type EngineName, type Refusal, refuse } from '@devops-ai/contract'
import { type IndexedContainer, isContainer, type Subject } from '../ports.ts'
import { nearestNames } from './nearest.ts'
import { namesOf, rosterOf } from './roster.ts'

/** A name that the operator gave to another name, from GATEWAY_ALIASES. */
export type Aliases = ReadonlyMap<string, string>

/** What a name may stand for: the containers in the index, and which engines it speaks for. */
export interface Known {
  readonly containers: readonly IndexedContainer[]
  /** `known` is false when an engine was never listed or its part is stale: then "no such target" cannot be said. */
  readonly engines: readonly { readonly name: EngineName; readonly known: boolean }[]
  readonly aliases: Aliases
}

/** What was asked for: a name as people write it and, if they said so, the one engine to look at. */
export interface Wanted {
  readonly name: string
  readonly engine: EngineName | null
}

/**
 * Every container that the name may mean. A name matches a Compose service, a container name, an alias or a full id, all
 * alike: no kind of name shadows another, so an impostor makes the name ambiguous and never takes its place. Compose one-off
 * containers never match.
 */
export function matching({ name, engine }: Wanted, { containers, aliases }: Known): readonly IndexedContainer[] {
  const { called } = rosterOf(containers)
  const found = [name, aliases.get(name) ?? name].flatMap((one) => called.get(one) ?? [])
  return [...new Set(found)].filter((container) => engine === null || container.engine === engine)
}

/** Is a word, in small letters, the name of a container or service that the target is not? What it names is another's. */
export function otherNames(target: string, known: Known): Pick<ReadonlySet<string>, 'has'> {
  const { names } = rosterOf(known.containers)
  const own = new Set(
    [target, ...matching({ name: target, engine: null }, known).flatMap(namesOf)].map((name) => name.toLowerCase()),
  )
  const aliases = new Set([...known.aliases].flatMap(([alias, to]) => (to === target ? [] : [alias.toLowerCase()])))
  return { has: (word) => !own.has(word) && (names.has(word) || aliases.has(word)) }
}

/** Are these the replicas of one service, called by the service's name? */
export function areReplicasOf({ name }: Wanted, { aliases }: Known, found: readonly IndexedContainer[]): boolean {
  const [first] = found
  return found.every(
    ({ engine, project, service }) =>
      first !== undefined &&
      (service === name || service === aliases.get(name)) &&
      engine === first.engine &&
      project === first.project,
  )
}

export function targetOf(subject: Subject): AnyTarget {
  if (!isContainer(subject)) {
    const { object, engine, id, name } = subject
    return { object, engine, id, name }
  }
  const { engine, id, name, service, image, imageId } = subject
  return {
    engine,
    id,
    name,
    service,
    image: image.includes('@') || image === imageId ? image : `${image}@${imageId}`,
  }
}

/** How a candidate is listed, so that the asker can name exactly it. */
function candidateLine(subject: Subject): string {
  const { engine, id, name } = subject
  const service = isContainer(subject) && subject.service !== null ? `service ${subject.service}, ` : ''
  return `${name} (engine ${engine}, ${service}id ${id.replace('sha256:', '').slice(0, 12)})`
}

export const ambiguous = ({ name }: Wanted, found: readonly Subject[], what = 'container'): Refusal =>
  refuse(
    'ambiguous_target',
    `"${name}" means ${found.length} ${what}s, expected a name that means one: use a ${what} name or a full id, with its engine`,
    { candidates: found.map(candidateLine) },
  )

export const noSuchEngine = ({ engine }: Wanted, { engines }: Known): Refusal | null =>
  engine === null || engines.some(({ name }) => name === engine)
    ? null
    : refuse(
        'unknown_target',
        `there is no engine "${engine}", expected one of: ${engines.map(({ name }) => name).join(', ')}`,
      )

/** Why no container is meant, as far as that can be said. */
export function noSuchContainer({ name, engine: wanted }: Wanted, { containers, aliases, engines }: Known): Refusal {
  const asked = engines.filter((engine) => wanted === null || engine.name === wanted)
  const unheard = asked.filter(({ known }) => !known).map((engine) => engine.name)
  if (unheard.length > 0)
    return refuse(
      'engine_unavailable',
      `"${name}" is not known, and the engine ${unheard.join(', ')} does not answer, so nobody can say whether it exists`,
      { retryAfterSeconds: 5 },
    )
  const here = containers.filter(({ oneOff, engine }) => !oneOff && asked.some((one) => one.name === engine))
  const names = here.flatMap((container) =>
    container.service === null ? [container.name] : [container.name, container.service],
  )
  const nearest = nearestNames(name, [...names, ...aliases.keys()])
  const hint = nearest.length === 0 ? 'GET /targets lists what can be named' : `did you mean ${nearest.join(', ')}?`
  return refuse('unknown_target', `there is no container or service "${name}"; ${hint}`, { nearest })
}
