import type { Cause, Diagnosis, History, Plan } from '@devops-ai/contract'
import type { Cited, Facts } from '../evidence/facts.ts'

/** What an analyst came to. A change is never without the fact that asks for it. */
export interface Conclusion {
  readonly diagnosis: Diagnosis
  readonly plan: Plan
}

/** What was tried before, in this incident and in those of the same target before it. */
export interface Prior {
  readonly changes: number
  readonly ineffective: number
  readonly history: History
}

/** Seconds of the configuration. */
export interface Patience {
  /** How long a repaired container must stay well; one that started less long ago says nothing yet. */
  readonly stableSeconds: number
  /** When to look again at what is waited for. */
  readonly recheckSeconds: number
}

export interface Circumstances {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly prior: Prior
  readonly patience: Patience
}

/** One cause: what it concludes when the facts show it, `null` when they do not. */
export type Rule = (facts: Facts, circumstances: Circumstances) => Conclusion | null

/** A diagnosis cites what it stands on; nothing else may be cited than numbers that our code minted. */
export function concludes(
  cause: Cause,
  sentence: string,
  citations: readonly (Cited<unknown> | null | undefined)[],
  plan: Plan,
  about: string | null = null,
): Conclusion {
  const numbers = citations.flatMap((cited) => (cited ? [cited.number] : []))
  return { diagnosis: { cause, sentence, citations: [...new Set(numbers)], analyst: 'rules', about }, plan }
}

export const waits = (what: string, seconds: number, reason: string): Plan => ({
  action: 'wait',
  for: what,
  seconds: Math.max(1, Math.ceil(seconds)),
  reason,
})

export const nothing = (reason: string): Plan => ({ action: 'nothing', reason })

export const escalates = (reason: string, suggestion: string | null = null): Plan => ({
  action: 'escalate',
  reason,
  suggestion,
})
