import { refuse, type EngineName, type Refusal, type Target } from '@devops-ai/contract'
import { nearestNames } from './nearest.ts'
import type { IndexedContainer } from '@devops-ai/engine'
import type { Resolved } from './ports.ts'

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
 * From a name to one container with its full id. A name matches a Compose service, a container name, an alias or a full
 * id, all alike: no kind of name shadows another, so an impostor makes the name ambiguous and never takes its place.
 * Compose one-off containers never match.
 */
export function resolve(wanted: Wanted, known: Known): ({ readonly ok: true } & Resolved) | Refusal {
  const engines = known.engines.filter(({ name }) => wanted.engine === null || name === wanted.engine)
  if (engines.length === 0) return noSuchEngine(wanted, known)
  const [container, ...more] = matching(wanted, known)
  if (!container) return noSuchTarget(wanted, known, engines)
  if (more.length > 0) return ambiguous(wanted, [container, ...more])
  return { ok: true, container, target: targetOf(container) }
}

/** Every container that the name may mean. */
export function matching({ name, engine }: Wanted, { containers, aliases }: Known): readonly IndexedContainer[] {
  const names = new Set([name, aliases.get(name) ?? name])
  return containers.filter(
    (container) =>
      !container.oneOff &&
      (engine === null || container.engine === engine) &&
      namesOf(container).some((candidate) => names.has(candidate)),
  )
}

/** All that a container can be called. */
export const namesOf = ({ id, name, service, aliases }: IndexedContainer): readonly string[] => [
  id,
  name,
  ...(service === null ? [] : [service]),
  ...aliases,
]

export const targetOf = ({ engine, id, name, service, image, imageId }: IndexedContainer): Target => ({
  engine,
  id,
  name,
  service,
  image: image.includes('@') || image === imageId ? image : `${image}@${imageId}`,
})

/** How a candidate is listed, so that the asker can name exactly it. */
const candidateLine = ({ engine, id, name, service }: IndexedContainer): string =>
  `${name} (engine ${engine}, ${service === null ? '' : `service ${service}, `}id ${id.slice(0, 12)})`

const ambiguous = ({ name }: Wanted, found: readonly IndexedContainer[]): Refusal =>
  refuse(
    'ambiguous_target',
    `"${name}" means ${found.length} containers, expected a name that means one: use a container name or a full id, with its engine`,
    { candidates: found.map(candidateLine) },
  )

const noSuchEngine = ({ engine }: Wanted, { engines }: Known): Refusal =>
  refuse(
    'unknown_target',
    `there is no engine "${engine}", expected one of: ${engines.map(({ name }) => name).join(', ')}`,
  )

function noSuchTarget({ name }: Wanted, { containers, aliases }: Known, engines: Known['engines']): Refusal {
  const unheard = engines.filter(({ known }) => !known).map((engine) => engine.name)
  if (unheard.length > 0)
    return refuse(
      'engine_unavailable',
      `"${name}" is not known, and the engine ${unheard.join(', ')} does not answer, so nobody can say whether it exists`,
      { retryAfterSeconds: 5 },
    )
  const here = containers.filter(({ oneOff, engine }) => !oneOff && engines.some((one) => one.name === engine))
  const names = here.flatMap((container) =>
    container.service === null ? [container.name] : [container.name, container.service],
  )
  const nearest = nearestNames(name, [...names, ...aliases.keys()])
  const hint = nearest.length === 0 ? 'GET /targets lists what can be named' : `did you mean ${nearest.join(', ')}?`
  return refuse('unknown_target', `there is no container or service "${name}"; ${hint}`, { nearest })
}
