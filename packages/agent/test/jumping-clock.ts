import type { Clock } from '../src/ports.ts'

/** The real clock, and a wall that a test may move: as when a machine's time is set, timers go on as they were. */
export interface JumpingClock extends Clock {
  /** Moves the time by so many milliseconds, forwards or backwards. */
  readonly jump: (milliseconds: number) => void
  /** Timers that have run out so far. */
  readonly rings: () => number
}

export function jumpingClock(): JumpingClock {
  let offset = 0
  let rings = 0
  return {
    now: () => new Date(Date.now() + offset),
    after(milliseconds, callback) {
      const timer = setTimeout(() => {
        rings += 1
        callback()
      }, milliseconds)
      return () => clearTimeout(timer)
    },
    jump: (milliseconds) => void (offset += milliseconds),
    rings: () => rings,
  }
}
