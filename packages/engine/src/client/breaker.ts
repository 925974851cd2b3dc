import { reasonOf } from '../reason.ts'

/** Keeps reads from waiting for an engine that is known not to answer. */
export interface Breaker {
  /** Why the engine is not to be asked now; null: ask it. */
  refusal(): string | null
  /** Something came back: whatever it said, the engine is there. */
  answered(): void
  /** Nothing came back. */
  failed(): void
}

export interface BreakerSettings {
  /** So many failures in a row, whatever was asked, arouse suspicion. */
  readonly mostFailures: number
  /** Asks something that no container can delay; rejects when not even that is answered. */
  confirm(): Promise<unknown>
  /** Told at each opening. */
  opened(reason: string): void
}

/**
 * Opens after `mostFailures` in a row and one more question that was not answered, so one container that hangs is not
 * taken for its engine. Closes with the first answer. It lets no call through to find out: whoever follows the engine
 * calls past it, and what comes back is reported here.
 */
export function breaker({ mostFailures, confirm, opened }: BreakerSettings): Breaker {
  let failures = 0
  let refusal: string | null = null
  let isConfirming = false

  async function suspect(): Promise<void> {
    isConfirming = true
    try {
      await confirm()
      failures = 0
    } catch (error) {
      if (failures < mostFailures) return
      refusal = reasonOf(error)
      opened(refusal)
    } finally {
      isConfirming = false
    }
  }

  return {
    refusal: () => refusal,
    answered() {
      failures = 0
      refusal = null
    },
    failed() {
      failures += 1
      if (failures >= mostFailures && refusal === null && !isConfirming) void suspect()
    },
  }
}
