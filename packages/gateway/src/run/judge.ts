import type { Baseline } from '@devops-ai/contract'
import type { ChangeDefinition } from '@devops-ai/operations'

/** What the engine said to a change. */
export interface Said {
  readonly status: number
  readonly message: string
}

export interface Judgement {
  readonly status: 'success' | 'failure'
  readonly sentence: string
}

/**
 * Observation decides, not the engine's word: `after` is the state seen after the call, null when the container is gone.
 * Only 304 stands alone, since there the wanted state was there already; 409 is never taken for success by itself.
 */
export function judge(change: ChangeDefinition, said: Said, before: Baseline, after: Baseline | null): Judgement {
  if (!after) return { status: 'failure', sentence: `the container is gone; ${answered(said)}` }
  if (said.status === 304) return { status: 'success', sentence: `it was so already: the container is ${after.status}` }
  if (change.happened(before, after))
    return { status: 'success', sentence: `the container is ${after.status}${sinceOf(before, after)}` }
  return { status: 'failure', sentence: `${answered(said)}; the container is ${after.status}` }
}

const answered = ({ status, message }: Said): string =>
  `the engine answered ${status}${message === '' ? '' : `: ${message}`}`

const sinceOf = (before: Baseline, after: Baseline): string =>
  before.started_at === after.started_at ? '' : `, started at ${after.started_at}`
