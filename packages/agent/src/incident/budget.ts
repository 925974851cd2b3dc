import type { Incident, Limits } from './incident.ts'

/**
 * Why no further change may be tried on this target, or null while one may. Earlier incidents of the same target
 * count too, so that a new alert does not open a new purse. What may be done within an hour is the admission's to say.
 */
export function budgetSpent(incident: Incident, limits: Limits): string | null {
  const ineffective = incident.ineffective + incident.history.ineffective_changes
  return ineffective >= limits.ineffectiveChanges
    ? `${ineffective} changes did not help, the budget is ${limits.ineffectiveChanges}`
    : null
}
