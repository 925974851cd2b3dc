import type { Clock } from '../../packages/agent/src/ports.ts'

export interface LeapingClock extends Clock {
  /** So much time passes at once: the timers that were due within it run out now. */
  readonly leap: (milliseconds: number) => void
}

/** Runs as the real time does, and leaps when told. */
export function leapingClock(): LeapingClock {
  let leapt = 0
  const timers = new Map<() => void, { readonly at: number; handle: NodeJS.Timeout }>()
  const now = (): number => Date.now() + leapt
  const arm = (at: number, ring: () => void): NodeJS.Timeout => setTimeout(ring, Math.max(1, at - now()))
  return {
    now: () => new Date(now()),
    after(milliseconds, callback) {
      const at = now() + milliseconds
      const ring = (): void => {
        timers.delete(ring)
        callback()
      }
      timers.set(ring, { at, handle: arm(at, ring) })
      return () => {
        const timer = timers.get(ring)
        if (timer) clearTimeout(timer.handle)
        timers.delete(ring)
      }
    },
    leap(milliseconds) {
      leapt += milliseconds
      for (const [ring, timer] of timers) {
        clearTimeout(timer.handle)
        timer.handle = arm(timer.at, ring)
      }
    },
  }
}
