/** Bytes of bodies that are held in memory at the same time. */
export interface InFlight {
  /** False where there is no room; nothing is taken then. */
  take(bytes: number): boolean
  give(bytes: number): void
}

export function inFlight(most: number): InFlight {
  let held = 0
  return {
    take(bytes) {
      if (held + bytes > most) return false
      held += bytes
      return true
    },
    give(bytes) {
      held -= bytes
    },
  }
}
