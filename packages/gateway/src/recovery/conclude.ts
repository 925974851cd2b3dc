import type { Baseline } from '@devops-ai/contract'
import { changeOf, isAfter, type Operation } from '@devops-ai/operations'

/** What a change found in flight turned out to be, once its target has come to rest. */
export type Conclusion =
  | { readonly then: 'settle'; readonly status: 'success' | 'failure'; readonly sentence: string }
  /** A restart that stopped the container and did not start it. */
  | { readonly then: 'start'; readonly sentence: string }
  /** It did not happen: it may be run, under the same id. */
  | { readonly then: 'again'; readonly sentence: string }
  | { readonly then: 'give_up'; readonly sentence: string }

/**
 * Compares the state before a change with the state after the barrier; `after` is null when the container is gone.
 * `StartedAt` later than the baseline is the witness of a start; nothing that was started already is started again.
 */
export function conclude(operation: Operation, before: Baseline, after: Baseline | null): Conclusion {
  if (!after) return { then: 'settle', status: 'failure', sentence: 'the container is gone' }
  const change = changeOf(operation)
  if (change?.happened(before, after))
    return { then: 'settle', status: 'success', sentence: `it happened: the container is ${after.status}` }
  if (starts.has(operation.kind) && isAfter(after.started_at, before.started_at)) {
    return { then: 'settle', status: 'failure', sentence: `it was started, and is ${after.status} now` }
  }
  if (
    operation.kind === 'container.restart' &&
    after.status === 'exited' &&
    isAfter(after.finished_at, before.finished_at)
  ) {
    return { then: 'start', sentence: 'it was stopped and not started again' }
  }
  if (change && isSameState(before, after))
    return { then: 'again', sentence: 'it did not happen: the container is as it was' }
  return {
    then: 'give_up',
    sentence: `the container was ${before.status} and is ${after.status}, which this change does not explain`,
  }
}

const starts: ReadonlySet<string> = new Set(['container.start', 'container.restart'])

/** Nothing was started, ended or paused in between. Health may have moved by itself. */
export const isSameState = (a: Baseline, b: Baseline): boolean =>
  a.status === b.status &&
  a.started_at === b.started_at &&
  a.finished_at === b.finished_at &&
  a.restart_count === b.restart_count
