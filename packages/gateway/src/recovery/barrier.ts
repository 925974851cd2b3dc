import type { Now } from '@devops-ai/contract'
import { isSilence, type Looked } from '@devops-ai/engine'
import { isSameState } from '@devops-ai/operations'

/** Docker's own wait for a process to end by itself, where the container says nothing. */
const dockerStopSeconds = 10
const marginSeconds = 5
export const pauseWhileSilentMs = 1_000

export interface Barrier {
  /** Looks by full id; null when it is gone. Throws as the engine does. */
  look(): Promise<Looked | null>
  /** Is a call of ours to this container still open at the engine? */
  hasOpenCall(): boolean
  /** The stop time-out that the call itself named, in seconds, or null. */
  readonly stopSeconds: number | null
  /** Instant in milliseconds after which nobody waits any longer. */
  readonly until: number
  readonly now: Now
  /** Rejects when the gateway ends. */
  sleep(ms: number): Promise<void>
}

export type Rest = { readonly rests: true; readonly look: Looked | null } | { readonly rests: false }

/**
 * Waits until a target has come to rest: the engine answers, no call of ours is open, and two looks at least the stop
 * time-out + 5 s apart are equal. Before that nobody may conclude that a call did not happen.
 */
export async function untilAtRest(barrier: Barrier): Promise<Rest> {
  while (barrier.now().getTime() < barrier.until) {
    const first = await lookOnce(barrier)
    if (first === 'silent') {
      await barrier.sleep(pauseWhileSilentMs)
      continue
    }
    if (!first) return { rests: true, look: null }
    await barrier.sleep(spacingOf(barrier, first) * 1_000)
    const second = await lookOnce(barrier)
    if (second === null) return { rests: true, look: null }
    if (second === 'silent' || barrier.hasOpenCall()) continue
    if (isSameState(first.state, second.state)) return { rests: true, look: second }
  }
  return { rests: false }
}

// A Swarm service is updated at once; only a container takes time to stop.
const spacingOf = ({ stopSeconds }: Barrier, look: Looked): number =>
  (look.state.object === 'service' ? 0 : (stopSeconds ?? look.stopSeconds ?? dockerStopSeconds)) + marginSeconds

async function lookOnce(barrier: Barrier): Promise<Looked | null | 'silent'> {
  try {
    return await barrier.look()
  } catch (error) {
    if (isSilence(error)) return 'silent'
    throw error
  }
}
