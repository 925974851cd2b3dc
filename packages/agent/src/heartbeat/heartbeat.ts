import type { Clock } from '../ports.ts'

/** The loops of the agent. */
const loops = ['router', 'runner'] as const
export type Loop = (typeof loops)[number]

/** Beats when every loop has gone round since the last beat. No timer of its own: who does not work does not beat. */
export interface Heartbeat {
  /** The loop has gone round: the database answered, what was found is taken up, and nothing that was taken up is stuck. */
  wentRound(loop: Loop): void
  /** When it last beat; null before the first time. */
  last(): Date | null
  /** Has it beaten within its patience? A start counts as a beat. */
  beats(): boolean
}

export interface HeartbeatDeps {
  readonly clock: Clock
  /** A loop that works goes round within this time, in milliseconds. */
  readonly patienceMs: number
  readonly onBeat: (at: Date) => void
}

export function heartbeat({ clock, patienceMs, onBeat }: HeartbeatDeps): Heartbeat {
  const started = clock.now()
  const round = new Set<Loop>()
  let last: Date | null = null
  return {
    wentRound(loop) {
      round.add(loop)
      if (round.size < loops.length) return
      round.clear()
      last = clock.now()
      onBeat(last)
    },
    last: () => last,
    // A beat that lies ahead is of a clock that was set back since: it says nothing.
    beats: () => Math.abs(clock.now().getTime() - (last ?? started).getTime()) <= patienceMs,
  }
}
