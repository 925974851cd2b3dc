import type { Decision } from '@devops-ai/contract'
import { boundedCache, type BoundedCache, type Subject } from '@devops-ai/engine'
import type { PolicyQuestion } from './port.ts'
import { policyError } from './parts.ts'

const mostForOneContainer = 64

/**
 * The policies never change while the gateway runs, and the index makes a new object whenever a container changes: so the
 * same question about the same object, or about all together, has the same answer. A decision that an error made is never remembered.
 */
export function rememberedDecisions(
  decide: (question: PolicyQuestion) => Decision,
): (question: PolicyQuestion) => Decision {
  const known = new WeakMap<Subject, BoundedCache<string, Decision>>()
  const ofFleet = boundedCache<string, Decision>(mostForOneContainer)
  const cacheOf = (target: Subject | null): BoundedCache<string, Decision> => {
    if (!target) return ofFleet
    const cache = known.get(target) ?? boundedCache<string, Decision>(mostForOneContainer)
    known.set(target, cache)
    return cache
  }
  return (question) => {
    const { target, ...rest } = question
    const cache = cacheOf(target)
    const key = JSON.stringify(rest)
    const decision = cache.get(key) ?? decide(question)
    if (!decision.policies.includes(policyError)) cache.set(key, decision)
    return decision
  }
}
