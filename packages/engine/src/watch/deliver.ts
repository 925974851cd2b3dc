import type { AlertWebhook, WebhookAlert } from '@devops-ai/contract'
import { setTimeout as delay } from 'node:timers/promises'
import { webhookOf } from './alert.ts'
import type { WatchNote } from './notes.ts'

export type Delivered = { readonly ok: true } | { readonly ok: false; readonly reason: string }

/** Posts one body within its own deadline. Never throws; anything but a 2xx is not delivered. */
export type Post = (body: AlertWebhook, signal: AbortSignal) => Promise<Delivered>

export interface DeliverySettings {
  readonly post: Post
  readonly signal: AbortSignal
  note(note: WatchNote): void
}

export interface Delivery {
  push(alerts: readonly WebhookAlert[]): void
  /** How many wait to be taken. */
  waiting(): number
  readonly done: Promise<void>
}

const backOffMs = { shortest: 100, longest: 15_000 } as const
const mostInABody = 500
const mostWaiting = 10_000

/**
 * Sends alerts in order until each is taken. The first goes at once; what comes while a body is on its way goes
 * together in the next. A body never holds one fingerprint twice, so that firing arrives before resolved.
 */
export function deliver({ post, signal, note }: DeliverySettings): Delivery {
  const queue: WebhookAlert[] = []
  let onItsWay = 0
  let wake = Promise.withResolvers<void>()
  signal.addEventListener('abort', () => wake.resolve(), { once: true })

  async function run(): Promise<void> {
    let wait: number = backOffMs.shortest
    while (!signal.aborted) {
      if (queue.length === 0) {
        await wake.promise
        wake = Promise.withResolvers<void>()
        if (signal.aborted) return
        continue
      }
      onItsWay = bodyLength(queue)
      const delivered = await post(webhookOf(queue.slice(0, onItsWay)), signal)
      if (delivered.ok) {
        const alerts = queue.splice(0, onItsWay)
        onItsWay = 0
        wait = backOffMs.shortest
        note({ kind: 'delivered', alerts: alerts.length })
        continue
      }
      onItsWay = 0
      if (signal.aborted) return
      note({ kind: 'undelivered', waiting: queue.length, reason: delivered.reason })
      await delay(wait, undefined, { signal }).catch(() => undefined)
      wait = Math.min(wait * 2, backOffMs.longest)
    }
  }

  return {
    push(alerts) {
      queue.push(...alerts)
      const tooMany = queue.length - mostWaiting
      if (tooMany > 0) {
        queue.splice(onItsWay, tooMany)
        note({ kind: 'dropped', alerts: tooMany })
      }
      wake.resolve()
    },
    waiting: () => queue.length,
    done: run(),
  }
}

function bodyLength(queue: readonly WebhookAlert[]): number {
  const prints = new Set<string>()
  const most = Math.min(queue.length, mostInABody)
  for (let length = 0; length < most; length += 1) {
    const print = queue[length]?.fingerprint ?? ''
    if (prints.has(print)) return length
    prints.add(print)
  }
  return most
}
