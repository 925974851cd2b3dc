import type { ContainerId, EngineName, Now } from '@devops-ai/contract'
import type { LiveIndex } from '../index/container-index.ts'
import type { IndexChange, KnownContainer } from '../index/known.ts'
import type { OwnWorkRecord } from '../index/own-work.ts'
import { endingOf } from '../index/stopped-by.ts'
import { alertOf } from './alert.ts'
import { deliver, type Post } from './deliver.ts'
import { gone, judge, type Telling } from './judge.ts'
import { lawsWith, type WatchLaws } from './laws.ts'
import { afresh, type Memory, nothingKnown } from './memory.ts'
import type { WatchNote } from './notes.ts'

export interface WatchSettings {
  readonly index: LiveIndex
  readonly ownWork: OwnWorkRecord
  readonly post: Post
  readonly now: Now
  readonly startGraceSeconds: number
  /** Ends the watch: no timer, no post is left. */
  readonly signal: AbortSignal
  note(note: WatchNote): void
  /** What the engine says of an end may hold a command line. */
  redact(text: string): string
  /** The laws to judge by; without them, `lawsWith(startGraceSeconds)`. */
  readonly laws?: WatchLaws
}

export interface Watch {
  /** How many alerts wait to be taken by the receiver. */
  waiting(): number
  /** How many alerts are firing. */
  firing(): number
  readonly done: Promise<void>
}

// The longest that a timer may sleep; who wakes too early looks and sleeps again.
const longestSleepMs = 60 * 60_000

/** Judges each container whenever it was looked at, and tells what begins and what is over. Begun before the index is. */
export function watch(settings: WatchSettings): Watch {
  const { index, ownWork, now, signal, note, redact } = settings
  const laws = settings.laws ?? lawsWith(settings.startGraceSeconds)
  const delivery = deliver({ post: settings.post, signal, note })
  const memories = new Map<string, Memory>()
  const timers = new Map<string, NodeJS.Timeout>()
  const settling = new Set<string>()

  function hear({ kind, container }: IndexChange): void {
    const key = keyOf(container.engine, container.id)
    if (kind === 'seen') return consider(key, container)
    sleep(key, null)
    tell(gone(memories.get(key) ?? nothingKnown, container, now().getTime()))
    memories.delete(key)
  }

  /** What happens while we work on a container is our doing; what is left after it is judged afresh. */
  function consider(key: string, container: KnownContainer): void {
    if (container.oneOff || settling.has(key) || ownWork.active(container.engine, container.id)) return
    const nowMs = now().getTime()
    const before = memories.get(key) ?? nothingKnown
    const { memory, tellings, lookAgainAtMs } = judge(before, container, {
      ending: endingOf(container, ownWork),
      laws,
      nowMs,
    })
    memories.set(key, memory)
    tell(tellings)
    sleep(key, lookAgainAtMs, () => look(container.engine, container.id))
  }

  function look(engine: EngineName, id: ContainerId): void {
    const container = index.find(engine, id)
    if (container) consider(keyOf(engine, id), container)
  }

  function tell(tellings: readonly Telling[]): void {
    if (tellings.length === 0) return
    for (const { name, container, endsAtMs } of tellings) {
      note({ kind: 'told', alert: name, status: endsAtMs === null ? 'firing' : 'resolved', container })
    }
    delivery.push(tellings.map((telling) => alertOf(telling, redact)))
  }

  function sleep(key: string, untilMs: number | null, then: () => void = () => undefined): void {
    clearTimeout(timers.get(key))
    timers.delete(key)
    if (untilMs === null || signal.aborted) return
    timers.set(key, setTimeout(then, Math.min(Math.max(untilMs - now().getTime(), 1), longestSleepMs)))
  }

  /** The engine is asked before anything is said; when it does not answer, the next look says it. */
  async function settle(engine: EngineName, id: ContainerId): Promise<void> {
    const key = keyOf(engine, id)
    const memory = memories.get(key)
    if (memory) memories.set(key, afresh(memory))
    settling.add(key)
    const before = index.find(engine, id)
    await index.refresh(engine, id)
    settling.delete(key)
    if (index.find(engine, id) !== before) look(engine, id)
  }

  const unsubscribe = [index.subscribe(hear), ownWork.onEnd((engine, id) => void settle(engine, id))]
  for (const container of index.known()) hear({ kind: 'seen', container })
  signal.addEventListener(
    'abort',
    () => {
      for (const stop of unsubscribe) stop()
      for (const timer of timers.values()) clearTimeout(timer)
    },
    { once: true },
  )

  return {
    waiting: delivery.waiting,
    firing: () => [...memories.values()].reduce((sum, { firing }) => sum + Object.keys(firing).length, 0),
    done: delivery.done,
  }
}

const keyOf = (engine: EngineName, id: ContainerId): string => `${engine} ${id}`
