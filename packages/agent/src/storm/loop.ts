import { sentenceOf, type Clock, type Log } from '../ports.ts'

const everyMs = 1_000

export interface LoopDeps {
  readonly clock: Clock
  readonly log: Log
  /** One round. What it throws is logged, and the next round tries again. */
  readonly round: () => Promise<void>
}

/** Goes round once a second. Disposing waits for the round under way. */
export function startTending({ clock, log, round }: LoopDeps): AsyncDisposable {
  let stopping = false
  let cancel = (): void => {}
  const next = async (): Promise<void> => {
    await round().catch((error: unknown) =>
      log.warn(`storms and the queue wait for the database: ${sentenceOf(error)}`),
    )
    if (!stopping)
      cancel = clock.after(everyMs, () => {
        running = next()
      })
  }
  let running = next()
  return {
    async [Symbol.asyncDispose]() {
      stopping = true
      cancel()
      await running
    },
  }
}
