import { setTimeout as delay } from 'node:timers/promises'
import type { Now } from '@devops-ai/contract'
import { type Engine, EngineUnreachable, type Freshness } from '../ports.ts'
import type { EngineView } from './engine-view.ts'
import { reasonOf } from '../reason.ts'
import type { IndexNote } from './notes.ts'

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
  freshness(): Freshness
  /** Follows until the signal aborts; never throws. `tried` is called after each attempt to see everything. */
  run(tried: () => void): Promise<void>
}

const backOffMs = { shortest: 100, longest: 5000 } as const
// A hung engine keeps its connections, and the list may be long in coming; an engine that lives answers this at once.
const beatEveryMs = 5000
const beatsMissed = 2
// How far back the engine is asked what it still remembers, at the first connection.
const historyMs = 10 * 60_000

export function follow({ engine, view, reconcileEveryMs, now, signal, note }: FollowSettings): Following {
  let asOf: Date | null = null
  let stale = true
  let trouble: string | null = null
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
      if (until.aborted) return
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
      trouble = null
      tried()
      await pause(reconcileEveryMs, until)
    }
  }

  async function feelPulse(until: AbortSignal): Promise<void> {
    for (let missed = 0; !until.aborted;) {
      if (missed === 0) await pause(beatEveryMs, until)
      missed = until.aborted || (await engine.ping()) ? 0 : missed + 1
      if (missed === beatsMissed) throw new EngineUnreachable(`the engine ${engine.name} has stopped answering`)
    }
  }

  /**
   * Lives as long as the stream of events, the reconciling and the engine's pulse; when one ends, the others are ended.
   * Says whether the engine was reached at all.
   */
  async function connection(tried: () => void): Promise<boolean> {
    const ending = new AbortController()
    const until = AbortSignal.any([signal, ending.signal])
    const all = [listen(until), keepTrue(until, tried), feelPulse(until)]
    try {
      await Promise.race(all)
    } catch (error) {
      lost(reasonOf(error))
    }
    const wasReached = !stale
    stale = true
    ending.abort()
    await Promise.allSettled(all)
    return wasReached
  }

  /** Said once, until it is another trouble or the engine was there again. */
  function lost(reason: string): void {
    if (reason !== trouble) note({ kind: 'lost', engine: engine.name, reason })
    trouble = reason
  }

  return {
    freshness: () => (stale ? { asOf, stale, ...(trouble !== null && { trouble }) } : { asOf, stale }),
    async run(tried) {
      let wait: number = backOffMs.shortest
      while (!signal.aborted) {
        const wasReached = await connection(tried)
        wait = wasReached ? backOffMs.shortest : Math.min(wait * 2, backOffMs.longest)
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
