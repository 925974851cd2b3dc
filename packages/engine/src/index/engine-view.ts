import { ContainerId, type Now } from '@devops-ai/contract'
import type { Engine, EngineEvent } from '../ports.ts'
import { coalesce } from './coalesce.ts'
import { describe } from './describe.ts'
import type { IndexChange, KnownContainer } from './known.ts'
import { carries } from './labels.ts'
import { asKnown } from './listed.ts'
import { reasonOf } from '../reason.ts'
import type { IndexNote } from './notes.ts'
import type { OwnWorkRecord } from './own-work.ts'
import { engineWentDown, type Sighting, sighted, unheard, unseen } from './sighting.ts'

export interface ViewSettings {
  readonly engine: Engine
  /** Containers without this label do not exist for us; null: all do. */
  readonly onlyLabel: string | null
  readonly now: Now
  readonly ownWork: OwnWorkRecord
  publish(change: IndexChange): void
  note(note: IndexNote): void
}

/** One engine's containers as last seen. Events and the list only hint at what to look at: inspect is the truth. */
export interface EngineView {
  readonly containers: ReadonlyMap<ContainerId, KnownContainer>
  /** The same list until one of them changes, and another one then. */
  all(): readonly KnownContainer[]
  /** Inspects one container and publishes what it is now. Does not throw. */
  look(id: ContainerId): Promise<void>
  hear(event: EngineEvent): void
  /** Looks at what differs from the engine's list, or at everything. Throws when the engine cannot be asked for it. */
  reconcile(which: 'everything' | 'what differs'): Promise<void>
  /** The connection broke. Whether the engine went down shows when it is there again: then no run of before goes on. */
  lost(): void
}

const inspectsAtOnce = 16
// Actions after which inspect may say something else. A `kill` alone changes nothing yet.
const telling = /^(?:create|start|restart|die|stop|pause|unpause|oom|rename|update|destroy|health_status.*)$/

export function engineView({ engine, onlyLabel, now, ownWork, publish, note }: ViewSettings): EngineView {
  const containers = new Map<ContainerId, KnownContainer>()
  let listed: readonly KnownContainer[] | null = null
  const put = (container: KnownContainer): void => {
    containers.set(container.id, container)
    listed = null
  }
  const sightings = new Map<ContainerId, Sighting>()
  const unread = new Set<ContainerId>()
  /** When the engine last started something, by its own time. */
  let alive = 0n
  /** Since the last connection broke, until all was looked at again: our time, the runs that went on then, and `alive`. */
  let loss: { readonly atMs: number; readonly runs: ReadonlyMap<ContainerId, string>; readonly alive: bigint } | null =
    null

  const look = coalesce(inspectsAtOnce, async (id: ContainerId) => {
    try {
      const inspect = await engine.inspect(id)
      if (!inspect || !carries(inspect.Config.Labels ?? {}, onlyLabel)) return remove(id)
      const imageLabels = await engine.imageLabels(inspect.Image)
      const seen = sightings.get(id) ?? unseen
      const container = describe(id, inspect, { engine: engine.name, imageLabels, seen, idOf })
      put(container)
      unread.delete(id)
      publish({ kind: 'seen', container })
    } catch (error) {
      unread.add(id)
      note({ kind: 'unread', engine: engine.name, id, reason: reasonOf(error) })
    }
  })

  function remove(id: ContainerId): void {
    const container = containers.get(id)
    containers.delete(id)
    listed = null
    sightings.delete(id)
    unread.delete(id)
    if (container) publish({ kind: 'gone', container })
  }

  function see(id: ContainerId, seen: Sighting): void {
    sightings.set(id, seen)
    const container = containers.get(id)
    if (container && container.seen !== seen) put({ ...container, seen })
  }

  /**
   * Looks at what went on when the connection broke, before all else: nobody is to be told of a person where the engine
   * itself did it. Gives what it looked at.
   */
  async function judgeLoss(): Promise<Iterable<ContainerId>> {
    if (!loss) return []
    const { atMs, runs, alive: aliveThen } = loss
    await Promise.all([...runs.keys()].map((id) => look(id)))
    if ([...runs.keys()].some((id) => unread.has(id))) return []
    loss = null
    const going = runsOf(containers.values())
    const wentDown = ![...runs].some(([id, startedAt]) => going.get(id) === startedAt)
    if (wentDown) for (const [id, seen] of sightings) see(id, engineWentDown(seen, atMs, aliveThen))
    return runs.keys()
  }

  const idOf = (name: string): ContainerId | null =>
    [...containers.values()].find((one) => one.name === name)?.id ?? null

  return {
    containers,
    all: () => (listed ??= [...containers.values()]),
    look,

    hear(event) {
      if (event.action === 'start' && event.timeNano > alive) alive = event.timeNano
      if (!carries(event.attributes, onlyLabel)) return
      const own = ownWork.doing(engine.name, event.id, new Date(Number(event.timeNano / 1_000_000n)))
      see(event.id, sighted(sightings.get(event.id) ?? unseen, event, { own, nowMs: now().getTime() }))
      if (telling.test(event.action)) void look(event.id)
    },

    async reconcile(which) {
      const known = [...containers.keys()]
      const listed = (await engine.list()).filter(({ Labels }) => carries(Labels ?? {}, onlyLabel))
      const ids = listed.flatMap((item) => {
        const id = ContainerId.safeParse(item.Id)
        return id.success ? [{ id: id.data, item }] : []
      })
      const present = new Set(ids.map(({ id }) => id))
      const missing = known.filter((id) => !present.has(id))
      const differing = ids.filter(({ id, item }) => {
        const container = containers.get(id)
        return which === 'everything' || !container || unread.has(id) || !asKnown(item, container)
      })
      const toSee = new Set([...missing, ...differing.map(({ id }) => id)])
      for (const id of await judgeLoss()) toSee.delete(id)
      await Promise.all([...toSee].map((id) => look(id)))
    },

    lost() {
      const atMs = now().getTime()
      for (const [id, seen] of sightings) see(id, unheard(seen, atMs))
      loss ??= { atMs, runs: runsOf(containers.values()), alive }
    },
  }
}

/** The runs that go on, by their start. */
function runsOf(containers: Iterable<KnownContainer>): ReadonlyMap<ContainerId, string> {
  return new Map(
    [...containers]
      .filter(({ status, seen }) => (status === 'running' || status === 'paused') && !seen.ended)
      .map(({ id, run }) => [id, run.startedAt]),
  )
}
