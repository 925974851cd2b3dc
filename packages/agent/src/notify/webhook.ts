import { sentenceOf } from '../ports.ts'
import type { Message } from './message.ts'

/** How a try to tell somebody ended. `refused` will not be better by repeating it. */
export type Delivery =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string }

const deadlineMs = 10_000

/** Posts a message as JSON, its id as `Idempotency-Key`. Never throws; the address is in no answer, it may be a secret. */
export async function postMessage(url: string, message: Message, signal: AbortSignal): Promise<Delivery> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': message.message_id },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
    })
    await response.body?.cancel()
    if (response.ok) return { kind: 'delivered' }
    const detail = `the webhook answered ${response.status}`
    const hopeless =
      response.status >= 400 && response.status < 500 && response.status !== 408 && response.status !== 429
    return { kind: hopeless ? 'refused' : 'failed', detail }
  } catch (error) {
    return { kind: 'failed', detail: `the webhook does not answer: ${sentenceOf(error)}` }
  }
}
