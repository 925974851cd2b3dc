import type { Incident, Limits } from './incident.ts'

/**
 * Why no further change may be tried on this target, or null while one may. Earlier incidents of the same target
 * count too, so that a new alert does not open a new purse.
 */
export function budgetSpent(incident: Incident, limits: Limits): string | null {
  const ineffective = incident.ineffective + incident.history.ineffective_changes
  if (ineffective >= limits.ineffectiveChanges)
    return `${ineffective} changes did not help, the budget is ${limits.ineffectiveChanges}`
  const changes = incident.changes + incident.history.changes_last_hour
  if (changes >= limits.changesPerHour)
    return `${changes} changes on this target within an hour, the budget is ${limits.changesPerHour}`
  return null
}
