import type { Evidence, Instant } from '@devops-ai/contract'
import { factsOf } from '../evidence/facts.ts'
import type { Conclusion, Patience, Prior } from './conclusion.ts'
import { rules } from './rules.ts'
import { inconclusive } from './rules/inconclusive.ts'

/**
 * The analyst that needs no model: the first rule of the table that the facts show. Pure and total; the same evidence
 * gives the same conclusion, so that an incident can be replayed.
 */
export function rulesAnalyst(
  evidence: readonly Evidence[],
  prior: Prior,
  now: Instant,
  patience: Patience,
): Conclusion {
  const facts = factsOf(evidence)
  const circumstances = { now: Date.parse(now), prior, patience }
  for (const rule of rules) {
    const conclusion = rule(facts, circumstances)
    if (conclusion) return conclusion
  }
  return inconclusive(facts)
}
