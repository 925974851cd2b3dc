import type { HealthFacts, Instant, UndoVerdict } from '@devops-ai/contract'
import type { Observation } from './judge.ts'

export type Restored =
  | { readonly again: true }
  | { readonly again: false; readonly verdict: UndoVerdict; readonly sentence: string }

/** Two looks so long apart must agree before it counts as restored. */
const stableMs = 2_000

/**
 * Is the target as it was before the change that was taken back? It need not be well: it was not well before. `baseline`
 * is the target before the change, `observations` the looks since the undo, oldest first; `until` is when patience ends.
 */
export function restored(question: {
  readonly baseline: HealthFacts | null
  readonly observations: readonly Observation[]
  readonly now: Instant
  readonly until: Instant
}): Restored {
  const { baseline, observations, now, until } = question
  if (!baseline) return says('unknown', 'nobody knows how it was before')
  const last = observations.at(-1)
  const since = observations[observations.findLastIndex(({ facts }) => !facts || !isAs(baseline, facts)) + 1]
  if (last && since && Date.parse(last.at) - Date.parse(since.at) >= stableMs)
    return says('restored', `it is ${baseline.status} again, as before the change`)
  if (Date.parse(now) < Date.parse(until)) return { again: true }
  if (!last?.facts) return says('unknown', 'it could not be looked at, so nobody knows how it is')
  return says('not_restored', `it is ${last.facts.status}, and was ${baseline.status} before the change`)
}

/** A container that has ended is as it was before whatever its exit code: the stop has one of its own. */
const isAs = (before: HealthFacts, { status }: HealthFacts): boolean =>
  status === before.status || (before.status === 'created' && status === 'exited')

const says = (verdict: UndoVerdict, sentence: string): Restored => ({ again: false, verdict, sentence })
