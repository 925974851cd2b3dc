import type { Baseline, ChangeStep } from '@devops-ai/contract'
import type { Operation } from '../operation.ts'
import { changeOf } from '../operations.ts'
import { isAfter } from '../project/moment.ts'
import { stateOf } from './judge.ts'

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
export function conclude(
  { operation, before, network }: Pick<ChangeStep, 'before' | 'network'> & { readonly operation: Operation },
  after: Baseline | null,
): Conclusion {
  const change = changeOf(operation)
  const witness = change?.witness(operation, before, after, { network }) ?? 'cannot_tell'
  if (witness === 'happened')
    return {
      then: 'settle',
      status: 'success',
      sentence: after ? `it happened: ${stateOf(after)}` : 'it happened: it is gone',
    }
  if (!after) return { then: 'settle', status: 'failure', sentence: 'the target is gone' }
  if (witness === 'cannot_tell')
    return { then: 'give_up', sentence: `nothing that can be seen tells whether it happened; ${stateOf(after)}` }
  if (before.object === 'container' && after.object === 'container') {
    if (starts.has(operation.kind) && isAfter(after.started_at, before.started_at))
      return { then: 'settle', status: 'failure', sentence: `it was started, and is ${after.status} now` }
    const half = after.status === 'exited' && isAfter(after.finished_at, before.finished_at)
    if (operation.kind === 'container.restart' && half)
      return { then: 'start', sentence: 'it was stopped and not started again' }
  }
  if (isSameState(before, after)) return { then: 'again', sentence: `it did not happen: ${stateOf(after)}, as before` }
  return {
    then: 'give_up',
    sentence: `before ${stateOf(before)}, now ${stateOf(after)}, which this change does not explain`,
  }
}

const starts: ReadonlySet<string> = new Set(['container.start', 'container.restart'])

/** Nothing was started, ended, paused or configured in between. Health may have moved by itself. */
export function isSameState(a: Baseline, b: Baseline): boolean {
  if (a.object === 'service') return b.object === 'service' && a.version === b.version
  if (b.object === 'service') return false
  return (
    a.status === b.status &&
    a.started_at === b.started_at &&
    a.finished_at === b.finished_at &&
    a.restart_count === b.restart_count
  )
}
