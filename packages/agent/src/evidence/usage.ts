import type { StatsFacts, Target } from '@devops-ai/contract'
import type { Draft } from './draft.ts'

/** One sample of what the target uses. */
export function usageEvidence({ name }: Target, facts: StatsFacts): Draft {
  const memory = facts.memory_percent === null ? 'memory unknown' : `memory ${facts.memory_percent.toFixed(1)} %`
  const cpu = facts.cpu_percent === null ? '' : `, processor ${facts.cpu_percent.toFixed(1)} %`
  return { source: 'usage', about: name, sentence: `${name} uses ${memory}${cpu}`, data: facts, truncated: false }
}
