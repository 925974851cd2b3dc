import type { EngineName, Now } from '@devops-ai/contract'
import type { ContainerIndex, Engine } from '../ports.ts'
import { engineView } from './engine-view.ts'
import { follow } from './follow.ts'
import type { IndexChange, KnownContainer } from './known.ts'
import type { IndexNote } from './notes.ts'
import type { OwnWorkRecord } from './own-work.ts'
import { unseen } from './sighting.ts'
import { stoppedBy } from './stopped-by.ts'

export interface IndexedEngine {
  readonly engine: Engine
  /** `name=value` or `name`: containers without this label do not exist for this gateway. Null: all do. */
  readonly onlyLabel: string | null
}

export interface IndexSettings {
  readonly engines: readonly IndexedEngine[]
  readonly reconcileEverySeconds: number
  readonly ownWork: OwnWorkRecord
  readonly now: Now
  /** Ends everything: the streams, the timers, `done`. */
  readonly signal: AbortSignal
  note(note: IndexNote): void
}

export interface LiveIndex extends ContainerIndex {
  /** Begins to follow all engines; called once. */
  start(): void
  /** After the first attempt at each engine: those that answer are known, those that do not are stale. */
  readonly ready: Promise<void>
  /** After the signal, when nothing is left running. */
  readonly done: Promise<void>
  known(): readonly KnownContainer[]
  find(engine: EngineName, id: KnownContainer['id']): KnownContainer | null
  /** Calls `listener` for whatever is looked at or gone, in order for each container. Returns how to stop that. */
  subscribe(listener: (change: IndexChange) => void): () => void
}

/** Each engine is followed on its own: one that hangs slows no other. */
export function containerIndex(settings: IndexSettings): LiveIndex {
  const { reconcileEverySeconds, ownWork, now, signal, note } = settings
  const listeners = new Set<(change: IndexChange) => void>()
  const publish = (change: IndexChange): void => {
    for (const listener of listeners) listener(change)
  }
  const parts = new Map(
    settings.engines.map(({ engine, onlyLabel }) => {
      const view = engineView({ engine, onlyLabel, now, ownWork, publish, note })
      const following = follow({ engine, view, reconcileEveryMs: reconcileEverySeconds * 1000, now, signal, note })
      return [engine.name, { view, following, tried: Promise.withResolvers<void>() }] as const
    }),
  )
  const ended = Promise.withResolvers<void>()
  const known = joined([...parts.values()].map(({ view }) => view.all))
  const find: LiveIndex['find'] = (engine, id) => parts.get(engine)?.view.containers.get(id) ?? null

  return {
    known,
    find,
    all: known,
    get: find,
    stoppedBy(engine, id) {
      const container = find(engine, id)
      return container ? stoppedBy(container, ownWork, now().getTime()) : 'unknown'
    },
    told(engine, id) {
      const { starts, configuredAt } = find(engine, id)?.seen ?? unseen
      return {
        starts: starts.map(({ at, after }) => ({ at: dateOf(at), after })),
        configuredAt: configuredAt === null ? null : dateOf(configuredAt),
      }
    },
    freshness: (engine) => parts.get(engine)?.following.freshness() ?? { asOf: null, stale: true },
    refresh: async (engine, id) => parts.get(engine)?.view.look(id),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start() {
      const runs = [...parts.values()].map(({ following, tried }) => following.run(tried.resolve))
      void Promise.all(runs).then(() => ended.resolve())
    },
    ready: Promise.all([...parts.values()].map(({ tried }) => tried.promise)).then(() => undefined),
    done: ended.promise,
  }
}

/** The lists in one, which is the same one until one of them is another. */
function joined<T>(lists: readonly (() => readonly T[])[]): () => readonly T[] {
  let parts: readonly (readonly T[])[] = []
  let whole: readonly T[] = []
  return () => {
    const now = lists.map((list) => list())
    if (now.some((part, place) => part !== parts[place])) [parts, whole] = [now, now.flat()]
    return whole
  }
}

const dateOf = (nanoseconds: bigint): Date => new Date(Number(nanoseconds / 1_000_000n))
