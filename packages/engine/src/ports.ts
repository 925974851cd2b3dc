import type { Baseline, ContainerId, EngineName, Instant, ObjectId, ObjectKind, TargetInfo } from '@devops-ai/contract'
import type {
  EngineCall,
  EngineInspect,
  EngineListItem,
  LogLine,
  Operation,
  OperationKind,
  Told,
} from '@devops-ai/operations'

/** The engine did not answer: the call may still run. For a change this means *unknown*, never *failed*. */
export class EngineUnreachable extends Error {
  override readonly name = 'EngineUnreachable'
}

/** The engine answered with a status that is not success. `status` is HTTP's, `message` the engine's own words. */
export class EngineRefused extends Error {
  override readonly name = 'EngineRefused'
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Nothing was learned: the engine did not answer, or would not tell. */
export const isSilence = (error: unknown): error is EngineUnreachable | EngineRefused =>
  error instanceof EngineUnreachable || error instanceof EngineRefused

/** One engine event of a container, e.g. action `die`, `health_status: unhealthy`. `timeNano` is the engine's own time. */
export interface EngineEvent {
  readonly action: string
  readonly id: ContainerId
  readonly attributes: Readonly<Record<string, string>>
  readonly timeNano: bigint
}

/** What a read came to. `late`: its deadline passed while the engine was still waiting for something to happen. */
export type Fetched =
  | { readonly kind: 'answer'; readonly json: unknown }
  | { readonly kind: 'missing' }
  | { readonly kind: 'late' }

/** What a change stands on, by a full id. */
export interface Looked {
  readonly state: Baseline
  /** The stop time-out of the container's own configuration, in seconds; null where it has none. */
  readonly stopSeconds: number | null
  /** How long the container's health check may take after a start to say healthy or unhealthy; null where it has none. */
  readonly healthSeconds: number | null
  /** A Swarm service's whole specification, to be given back changed; null for a container. It is never shown or stored. */
  readonly specification: unknown
}

/** One call that an engine lets through or does not; `null`: it did not answer. */
export interface Permit {
  /** Method and path, with `{id}` and `{network}` in the place of ids. */
  readonly call: string
  readonly permitted: boolean | null
  /** The operations that need it; empty for what every one of them needs. */
  readonly kinds: readonly OperationKind[]
}

/** Something of an engine that is no container, as found by its name. */
export interface FoundObject {
  readonly object: ObjectKind
  readonly engine: EngineName
  readonly id: ObjectId
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** Of a Swarm service; null for what has none. */
  readonly image: string | null
}

/**
 * One Docker engine. Ids are full. Reads have a deadline in milliseconds and throw `EngineUnreachable` when it passes,
 * `EngineRefused` when the engine says no; `null` and `missing` mean 404. Reads may be repeated; `change` is sent once and
 * never aborted. What `fetch` and `log` give may be given to others too, so nobody changes it.
 */
export interface Engine {
  readonly name: EngineName
  /** The negotiated API version such as `1.41`, or null before the first contact. */
  apiVersion(): string | null
  ping(): Promise<boolean>
  list(): Promise<readonly EngineListItem[]>
  inspect(id: ContainerId): Promise<EngineInspect | null>
  /** The labels that the image carries, or null when the image cannot be read. */
  imageLabels(imageId: string): Promise<Readonly<Record<string, string>> | null>
  /** One read of JSON. `patient` says that the engine answers when something happens, so that no answer in time is `late`. */
  fetch(call: EngineCall, how?: { readonly patient: boolean }): Promise<Fetched>
  /** The newest output within `maxBytes`, or null when there is no such container or service. */
  log(
    of: { readonly object: 'container' | 'service'; readonly id: string },
    call: EngineCall,
    maxBytes: number,
  ): Promise<{ readonly lines: readonly LogLine[]; readonly truncated: boolean } | null>
  /** The events of a bounded window, oldest first; what exceeds `maxBytes` is dropped from the end. */
  window(
    call: EngineCall,
    maxBytes: number,
  ): Promise<{ readonly events: readonly unknown[]; readonly truncated: boolean }>
  /** What a container or Swarm service is now, with the hash of its configuration. */
  look(object: 'container' | 'service', id: string): Promise<Looked | null>
  /** What is called so, exactly, or has this full id. Empty where the engine is no manager of a swarm. */
  find(object: ObjectKind, name: string): Promise<readonly FoundObject[]>
  /** Resolves with the engine's status: 204 done, 304 already so, 404, 409, 500 …; throws only `EngineUnreachable`. */
  change(targetId: string, call: EngineCall): Promise<{ readonly status: number; readonly message: string }>
  /** Tries on what does not exist which calls are let through. May take seconds; nothing is changed. */
  permits(): Promise<readonly Permit[]>
  /** Is a change of this target still open at the engine, given up here by its deadline? */
  hasOpenChange(targetId: string): boolean
  /** Container events from `since` on, until `signal` aborts or the connection breaks (then it throws `EngineUnreachable`). */
  events(since: Date | null, signal: AbortSignal): AsyncIterable<EngineEvent>
}

/** Who stopped or paused a container, as far as anybody saw. */
export type StoppedBy = 'person' | 'gateway' | 'itself' | 'unknown' | 'not_stopped'

/** What the index knows of one container without asking the engine. */
export interface IndexedContainer {
  readonly engine: EngineName
  readonly id: ContainerId
  readonly name: string
  readonly service: string | null
  readonly project: string | null
  readonly aliases: readonly string[]
  readonly oneOff: boolean
  readonly status: TargetInfo['status']
  readonly health: TargetInfo['health']
  readonly image: string
  readonly imageId: string
  readonly labels: Readonly<Record<string, string>>
  /** Labels that count for policy: the container's own, less those that its image carries with the same value. */
  readonly ownLabels: Readonly<Record<string, string>>
  readonly dependsOn: readonly string[]
  /** Services of its project that ask for its restart when they are restarted (`restart: true` in `depends_on`). */
  readonly restartsWith: readonly string[]
  /** The Swarm service whose task it is. */
  readonly taskOf: string | null
  readonly networkOf: ContainerId | null
  readonly createdAt: Instant | null
}

/** When an engine's part of the index was last known to be true, whether it is stale now, and why, where that is known. */
export interface Freshness {
  readonly asOf: Date | null
  readonly stale: boolean
  readonly trouble?: string
}
/** What an operation may be about: a container of the index, or what was found at the engine. */
export type Subject = IndexedContainer | FoundObject

export const isContainer = (subject: Subject): subject is IndexedContainer => !('object' in subject)

/** All engines' containers, kept by events and reconciled by list + inspect. Reads are from memory and never wait. */
export interface ContainerIndex {
  /** The same list until something changes, and another one then. */
  all(): readonly IndexedContainer[]
  get(engine: EngineName, id: ContainerId): IndexedContainer | null
  stoppedBy(engine: EngineName, id: ContainerId): StoppedBy
  /** Nothing where nothing was seen. */
  told(engine: EngineName, id: ContainerId): Told
  freshness(engine: EngineName): Freshness
  /** Reconciles one container now, after a change of ours. Does not throw when the engine is gone. */
  refresh(engine: EngineName, id: ContainerId): Promise<void>
}

/** Told by the pipeline around each change, so that the watch keeps quiet about our own doing. */
export interface OwnWork {
  begin(engine: EngineName, id: ContainerId, operation: Operation): void
  end(engine: EngineName, id: ContainerId): void
}
