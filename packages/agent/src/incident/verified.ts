import type { IncidentEvent } from '@devops-ai/contract'
import { budgetSpent } from './budget.ts'
import type { Incident } from './incident.ts'
import { decides, escalates, looksAgain } from './moves.ts'
import type { Moment, Step } from './step.ts'
import { takesBack } from './undone.ts'

/** The repair was looked at. Only what was seen to help resolves; what made it worse is never tried twice. */
export function verified(
  before: Incident,
  { verdict, sentence, contradicted = false }: Extract<IncidentEvent, { type: 'verified' }>,
  { limits }: Moment,
): Step {
  if (verdict === 'fixed') return decides({ ...before, verification: verdict }, { type: 'resolved', sentence })
  const incident = { ...before, verification: verdict, ineffective: before.ineffective + 1 }
  if (verdict === 'worse') return takesBack(incident, sentence)
  // Another look at the same facts would only find them well.
  if (contradicted) return escalates(incident, sentence)
  if (verdict === 'unknown' && before.change?.outcome === 'unknown')
    return escalates(incident, `Nobody knows whether the change ran. ${sentence}`)
  const spent = budgetSpent(incident, limits)
  return spent ? escalates(incident, `${sentence}; ${spent}`) : looksAgain(incident, sentence)
}
