import type { Verdict } from '@devops-ai/contract'
import { budgetSpent } from './budget.ts'
import type { Incident } from './incident.ts'
import { decides, escalates, looksAgain } from './moves.ts'
import type { Moment, Step } from './step.ts'

/** The repair was looked at. Only what was seen to help resolves; what made it worse is never tried twice. */
export function verified(
  before: Incident,
  { verdict, sentence }: { readonly verdict: Verdict; readonly sentence: string },
  { limits }: Moment,
): Step {
  if (verdict === 'fixed') return decides({ ...before, verification: verdict }, { type: 'resolved', sentence })
  const incident = { ...before, verification: verdict, ineffective: before.ineffective + 1 }
  if (verdict === 'worse') return escalates(incident, `It got worse: ${sentence}`)
  const spent = budgetSpent(incident, limits)
  return spent ? escalates(incident, `${sentence}; ${spent}`) : looksAgain(incident, sentence)
}
