import type { Clock } from '../ports.ts'

export interface RoundsDeps {
  readonly clock: Pick<Clock, 'after'>
  /** One look for work; true when more is left, which is looked for at once. `signal` aborts when the end was asked for. */
  readonly round: (signal: AbortSignal) => Promise<boolean>
  /** Told of what a round threw. The next one waits all the same, whoever woke meanwhile: a database that is gone is not pressed. */
  readonly failed: (error: unknown) => void
  /** Milliseconds until the next round, if nobody wakes. */
  readonly restMs: () => number
  /** Milliseconds that a round under way may go on after the end was asked for; without it, as long as it takes. */
  readonly drainMs?: number
}

/** Looks for work again and again, one round at a time. */
export interface Rounds extends AsyncDisposable {
  /** There may be work: the next round follows at once. May be called at any time, any number of times. */
  wake(): void
}

/** Starts with a round at once. Disposing waits for the one under way. */
export function startRounds({ clock, round, failed, restMs, drainMs }: RoundsDeps): Rounds {
  const stop = new AbortController()
  let woken = false
  let rouse = (): void => {}
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(restMs(), resolve)
      rouse = () => {
        cancel()
        resolve()
      }
      if (woken || stop.signal.aborted) rouse()
    })
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      woken = false
      let more = false
      try {
        more = await round(stop.signal)
      } catch (error) {
        woken = false
        failed(error)
      }
      if (!more) await rest()
    }
  }
  const running = run()
  return {
    wake() {
      woken = true
      rouse()
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      rouse()
      if (drainMs === undefined) return running
      const drained = Promise.withResolvers<void>()
      const cancel = clock.after(drainMs, drained.resolve)
      await Promise.race([running, drained.promise])
      cancel()
    },
  }
}
