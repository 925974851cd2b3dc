import type { Cause, HealthFacts, Plan } from '@devops-ai/contract'
import { patterns, remedies } from '../patterns.ts'

/** Causes that an operation repairs. */
export type Repairable = { [C in Cause]: (typeof remedies)[C] extends null ? never : C }[Cause]

/**
 * The change that a cause selects, in the words of its pattern, and how it will be checked. The container's own start
 * time is the witness: the engine sets it, and it moves with every start. An unpause starts nothing.
 */
export function remedy(
  cause: Repairable,
  target: string,
  status: HealthFacts,
  stableSeconds: number,
  reason: string,
): Plan {
  const key = remedies[cause]
  const { intent, expected_operations, operation } = patterns[key]
  const checked = status.health_check !== null || status.health !== 'none'
  const starts = operation !== 'unpause_service'
  const again = starts && status.started_at !== null ? `, started after ${status.started_at}` : ''
  return {
    action: 'change',
    pattern: key,
    intent,
    expected_operations: [...expected_operations],
    postcondition: {
      sentence: `${target} ${checked ? 'is healthy' : 'runs'}${again}, and stays so for ${stableSeconds} s`,
      healthy: checked,
      started_after: starts ? status.started_at : null,
      stable_seconds: stableSeconds,
    },
    reason,
  }
}
