/** A clock that moves only when a test moves it. Its functions may be handed over without their object. */
export interface ManualClock {
  readonly now: () => Date
  readonly advance: (milliseconds: number) => Date
  readonly set: (to: Date) => Date
}

export function manualClock(start = '2026-01-01T00:00:00.000Z'): ManualClock {
  let time = Date.parse(start)
  const moveTo = (milliseconds: number): Date => {
    time = milliseconds
    return new Date(time)
  }
  return {
    now: () => new Date(time),
    advance: (milliseconds) => moveTo(time + milliseconds),
    set: (to) => moveTo(to.getTime()),
  }
}
