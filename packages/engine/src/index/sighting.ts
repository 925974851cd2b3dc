import type { OperationKind, SeenStart } from '@devops-ai/operations'
import type { EngineEvent } from '../ports.ts'

/** Who ended a run of a container. */
export type EndedBy = 'person' | 'gateway' | 'itself' | 'unknown'

export interface End {
  readonly by: EndedBy
  /** The engine's time of the end, in nanoseconds. */
  readonly at: bigint
  /** Our time of learning it, in milliseconds. */
  readonly seenAt: number
  /** Until then (our time, ms) a `stop` may follow that says otherwise. */
  readonly undecidedUntil: number | null
}

/** What events told of one container and inspect does not say. */
export interface Sighting {
  readonly end: End | null
  /** Since the last start: was it signalled, has it ended, and did a `stop` come before its end? */
  readonly signalled: boolean
  readonly ended: boolean
  readonly stop: EndedBy | null
  readonly pausedBy: EndedBy | null
  /** The engine's times in nanoseconds: of the last change of health in this run, and of the last kill for memory. */
  readonly healthSince: bigint | null
  readonly oomAt: bigint | null
  /** Starts after an end, oldest first, and the last change of its configuration by somebody else; the engine's times. */
  readonly starts: readonly { readonly at: bigint; readonly after: SeenStart['after'] }[]
  readonly configuredAt: bigint | null
}

export const unseen: Sighting = {
  end: null,
  signalled: false,
  ended: false,
  stop: null,
  pausedBy: null,
  healthSince: null,
  oomAt: null,
  starts: [],
  configuredAt: null,
}

// A stop through the engine is `kill`, `die`, `stop`. After a `kill` and a `die`, so long may the `stop` take to come.
const stopMayFollowMs = 2000

export interface Circumstances {
  /** Our own operation on the container at the time of the event. */
  readonly own: OperationKind | null
  readonly nowMs: number
}

type Told = (before: Sighting, event: EngineEvent, circumstances: Circumstances) => Sighting

const told: Readonly<Record<string, Told>> = {
  start: (before, event, { own }) => ({
    ...before,
    starts: withStart(before, event.timeNano, own),
    signalled: false,
    ended: false,
    stop: null,
    pausedBy: null,
    healthSince: null,
  }),
  kill: (before) => ({ ...before, signalled: true }),
  die: (before, { timeNano }, { own, nowMs }) => {
    const certain = before.stop ?? (own && endedByOur(own))
    const undecidedUntil = certain === null && before.signalled ? nowMs + stopMayFollowMs : null
    return { ...before, ended: true, end: { by: certain ?? 'itself', at: timeNano, seenAt: nowMs, undecidedUntil } }
  },
  stop: (before, _event, { own }) => {
    const by = own ? endedByOur(own) : 'person'
    const end = before.ended && before.end ? { ...before.end, by, undecidedUntil: null } : before.end
    return { ...before, stop: by, end }
  },
  pause: (before, _event, { own }) => ({ ...before, pausedBy: own ? 'gateway' : 'person' }),
  unpause: (before) => ({ ...before, pausedBy: null }),
  update: (before, { timeNano }, { own }) => (own ? before : { ...before, configuredAt: timeNano }),
  oom: (before, { timeNano }) => ({ ...before, oomAt: timeNano }),
}

const mostStarts = 50

/** The first start of all follows no end and is none of these. Engines repeat events when they are asked again. */
function withStart(before: Sighting, at: bigint, own: OperationKind | null): Sighting['starts'] {
  if (!before.ended || before.starts.some((start) => start.at === at)) return before.starts
  const after = own ? 'gateway' : before.stop !== null || before.signalled ? 'stop' : 'end'
  return [...before.starts, { at, after } as const].slice(-mostStarts)
}

/** What is known after one more event, in the engine's order. */
export function sighted(before: Sighting, event: EngineEvent, circumstances: Circumstances): Sighting {
  if (event.action.startsWith('health_status')) return { ...before, healthSince: event.timeNano }
  return told[event.action]?.(before, event, circumstances) ?? before
}

// Only a stop of ours is meant to last. A container that a restart of ours left behind was not stopped on purpose.
const endedByOur = (own: OperationKind): EndedBy => (own === 'container.stop' ? 'gateway' : 'unknown')

/** The connection broke: whether a stop would have followed this end, nobody will hear. */
export function unheard(before: Sighting, nowMs: number): Sighting {
  const { end } = before
  return end && (end.undecidedUntil ?? 0) > nowMs ? endedByNobodyKnown(before, end) : before
}

// An engine that shuts down stops its containers as a person would, and then is gone.
const shutdownMs = 30_000

/**
 * The engine went down at `lostAtMs` (our time): stops and signals seen just before were its own, not a person's. What ended
 * before the engine last started something, at `alive` in its own time, ended before: an engine that shuts down starts nothing.
 */
export function engineWentDown(before: Sighting, lostAtMs: number, alive: bigint): Sighting {
  const { end } = before
  if (!end || end.at < alive || end.seenAt > lostAtMs || lostAtMs - end.seenAt > shutdownMs) return before
  return end.by === 'person' || end.undecidedUntil !== null ? endedByNobodyKnown(before, end) : before
}

const endedByNobodyKnown = (before: Sighting, end: End): Sighting => ({
  ...before,
  end: { ...end, by: 'unknown', undecidedUntil: null },
})
