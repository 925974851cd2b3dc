import type { Baseline } from '@devops-ai/contract'
import type { ChangeDefinition } from '../definition.ts'
import type { Operation } from '../operation.ts'

/** What the engine said to a change. */
export interface Said {
  readonly status: number
  readonly message: string
}

export interface Judgement {
  readonly status: 'success' | 'failure'
  readonly sentence: string
}

/** What was to be changed, and the state before it. */
export interface Judged {
  readonly change: ChangeDefinition
  readonly operation: Operation
  readonly before: Baseline
  readonly network: string | null
}

/**
 * Observation decides, not the engine's word: `after` is the state seen after the call, null when the target is gone.
 * Only 304 stands alone, since there the wanted state was there already, and a plain success where no look can tell; 409 is
 * never taken for success by itself.
 */
export function judge({ change, operation, before, network }: Judged, said: Said, after: Baseline | null): Judgement {
  const is = after ? stateOf(after) : 'it is gone'
  const witness = change.witness(operation, before, after, { network })
  if (witness === 'happened') return { status: 'success', sentence: `${is}${after ? sinceOf(before, after) : ''}` }
  if (after && said.status === 304) return { status: 'success', sentence: `it was so already: ${is}` }
  if (witness === 'cannot_tell' && said.status >= 200 && said.status < 300)
    return { status: 'success', sentence: `${answered(said)}; ${is}` }
  return { status: 'failure', sentence: `${answered(said)}; ${is}` }
}

const answered = ({ status, message }: Said): string =>
  `the engine answered ${status}${message === '' ? '' : `: ${message}`}`

export const stateOf = (state: Baseline): string =>
  state.object === 'container'
    ? `the container is ${state.status}`
    : `the service has ${state.replicas ?? 'one replica a node'}${state.replicas === null ? '' : ' replicas'}, update ${state.update_state ?? 'none'}`

const sinceOf = (before: Baseline, after: Baseline): string =>
  before.object === 'service' || after.object === 'service' || before.started_at === after.started_at
    ? ''
    : `, started at ${after.started_at}`
