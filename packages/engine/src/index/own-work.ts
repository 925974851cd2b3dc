import type { ContainerId, EngineName, Now } from '@devops-ai/contract'
import type { Operation, OperationKind } from '@devops-ai/operations'
import type { OwnWork } from '../ports.ts'

/** A change of ours that the journal remembers from before this start. */
export interface EarlierWork {
  readonly engine: EngineName
  readonly id: ContainerId
  readonly operation: OperationKind
  readonly from: Date
  readonly to: Date
}

/** What this gateway itself does and did to containers: so that a stop of ours is not taken for a person's. */
export interface OwnWorkRecord extends OwnWork {
  /** Is a change of ours on its way at this moment? */
  active(engine: EngineName, id: ContainerId): boolean
  /** What we were doing at that time of the engine, give or take the way that events take. */
  doing(engine: EngineName, id: ContainerId, at: Date): OperationKind | null
  /** The last thing that we did, however long ago. */
  last(engine: EngineName, id: ContainerId): OperationKind | null
  /** Calls `listener` at each end of work; returns how to stop that. */
  onEnd(listener: (engine: EngineName, id: ContainerId) => void): () => void
}

interface Span {
  readonly operation: OperationKind
  readonly from: number
  readonly to: number | null
}

// Events come on another connection than the answer, and engines write their time before they send.
const slackMs = { before: 1000, after: 2000 } as const
const spansPerTarget = 8
const mostTargets = 10_000

export function recordOwnWork({
  now,
  earlier,
}: {
  readonly now: Now
  readonly earlier: readonly EarlierWork[]
}): OwnWorkRecord {
  const spans = new Map<string, readonly Span[]>()
  const listeners = new Set<(engine: EngineName, id: ContainerId) => void>()
  const of = (engine: EngineName, id: ContainerId): readonly Span[] => spans.get(`${engine} ${id}`) ?? []

  function keep(engine: EngineName, id: ContainerId, list: readonly Span[]): void {
    spans.delete(`${engine} ${id}`)
    spans.set(`${engine} ${id}`, list.slice(-spansPerTarget))
    const oldest = spans.keys().next()
    if (spans.size > mostTargets && !oldest.done) spans.delete(oldest.value)
  }

  for (const { engine, id, operation, from, to } of earlier) {
    keep(engine, id, [...of(engine, id), { operation, from: from.getTime(), to: to.getTime() }])
  }

  return {
    begin(engine, id, operation: Operation) {
      keep(engine, id, [...of(engine, id), { operation: operation.kind, from: now().getTime(), to: null }])
    },
    end(engine, id) {
      const to = now().getTime()
      keep(
        engine,
        id,
        of(engine, id).map((span) => (span.to === null ? { ...span, to } : span)),
      )
      for (const listener of listeners) listener(engine, id)
    },
    active: (engine, id) => of(engine, id).some(({ to }) => to === null),
    doing(engine, id, at) {
      const moment = at.getTime()
      const span = of(engine, id).findLast(
        ({ from, to }) => to === null || (from - slackMs.before <= moment && moment <= to + slackMs.after),
      )
      return span?.operation ?? null
    },
    last: (engine, id) => of(engine, id).at(-1)?.operation ?? null,
    onEnd(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
