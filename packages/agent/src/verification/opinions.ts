import type { Instant } from '@devops-ai/contract'
import type { Judgement } from './judge.ts'

/** What something beside the engine's facts says of the trouble; `sentence` says it for people. */
export interface Opinion {
  readonly says: 'over' | 'goes on' | 'unknown'
  readonly sentence: string
}

export type Weighed = Judgement & { readonly contradicted?: boolean }

/**
 * The engine's facts say fixed; do the others agree? What goes on until patience ends is no fix. Who does not answer
 * hinders nothing and is named: that part is not known.
 */
export function weigh(fixed: string, opinions: readonly Opinion[], now: Instant, until: Instant): Weighed {
  const sentences = (what: Opinion['says']) => opinions.filter(({ says }) => says === what).map((one) => one.sentence)
  const against = sentences('goes on')
  if (against.length > 0)
    return Date.parse(now) < Date.parse(until)
      ? { again: true }
      : {
          again: false,
          verdict: 'no_effect',
          sentence: `${fixed}, but ${against.join('; ')}`,
          contradicted: true,
        }
  const rest = [...sentences('over'), ...sentences('unknown')]
  return { again: false, verdict: 'fixed', sentence: [fixed, ...rest].join('; ') }
}
