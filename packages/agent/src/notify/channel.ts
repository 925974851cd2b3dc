import type { Message } from './message.ts'

/** How a try to tell somebody ended; `detail` says to whom or why not, and never holds a secret. */
export interface Delivery {
  readonly delivered: boolean
  readonly detail: string
}

/** One way to reach people. */
export interface Channel {
  readonly name: 'webhook' | 'slack' | 'mail'
  /** Tells it once, within `deadlineMs`. Never throws; may be called again with the same message. */
  tell(message: Message, signal: AbortSignal): Promise<Delivery>
}

/** A try that takes longer has failed. */
export const deadlineMs = 10_000
