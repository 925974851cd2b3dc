import { setTimeout as delay } from 'node:timers/promises'
import type { Engine } from '../ports.ts'
import type { Now } from '@devops-ai/contract'
import type { EngineView } from './engine-view.ts'
import { type IndexNote, reasonOf } from './notes.ts'

export interface FollowSettings {
  readonly engine: Engine
  readonly view: EngineView
  readonly reconcileEveryMs: number
  readonly now: Now
  readonly signal: AbortSignal
  note(note: IndexNote): void
}

/** Keeps one engine's view true, connection after connection. */
export interface Following {
  freshness(): { readonly asOf: Date | null; readonly stale: boolean }
  /** Follows until the signal aborts; never throws. `tried` is called after each attempt to see everything. */
  run(tried: () => void): Promise<void>
}

const backOffMs = { shortest: 100, longest: 5000 } as const
// How far back the engine is asked what it still remembers, at the first connection.
const historyMs = 10 * 60_000

export function follow({ engine, view, reconcileEveryMs, now, signal, note }: FollowSettings): Following {
  let asOf: Date | null = null
  let stale = true
  let since = new Date(now().getTime() - historyMs)

  async function listen(until: AbortSignal): Promise<void> {
    for await (const event of engine.events(since, until)) {
      since = new Date(Number(event.timeNano / 1_000_000n))
      view.hear(event)
    }
  }

  async function keepTrue(until: AbortSignal, tried: () => void): Promise<void> {
    for (let which: 'everything' | 'what differs' = 'everything'; !until.aborted; which = 'what differs') {
      const asked = now()
      await view.reconcile(which)
      if (which === 'everything') {
        note({
          kind: 'connected',
          engine: engine.name,
          apiVersion: engine.apiVersion(),
          containers: view.containers.size,
        })
      }
      asOf = asked
      stale = false
      tried()
      await pause(reconcileEveryMs, until)
    }
  }

  /** Lives as long as both the stream of events and the reconciling; when one ends, the other is ended. */
  async function connection(tried: () => void): Promise<void> {
    const ending = new AbortController()
    const until = AbortSignal.any([signal, ending.signal])
    const both = [listen(until), keepTrue(until, tried)]
    try {
      await Promise.race(both)
    } finally {
      ending.abort()
      await Promise.allSettled(both)
    }
  }

  return {
    freshness: () => ({ asOf, stale }),
    async run(tried) {
      let wait: number = backOffMs.shortest
      while (!signal.aborted) {
        stale = true
        try {
          await connection(tried)
        } catch (error) {
          note({ kind: 'lost', engine: engine.name, reason: reasonOf(error) })
        }
        wait = stale ? Math.min(wait * 2, backOffMs.longest) : backOffMs.shortest
        stale = true
        view.lost()
        tried()
        await pause(wait, signal)
      }
    },
  }
}

/** Ends early, without an error, when the signal aborts. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined)
}
