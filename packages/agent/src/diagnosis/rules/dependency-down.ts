import { concludes, type Rule, waits } from '../conclusion.ts'
import { hasFailed } from '../state.ts'
import { suspects } from '../suspects.ts'

/** What it stands on is in trouble itself. That one is repaired in an incident of its own; this one waits for it. */
export const dependencyDown: Rule = (facts, { patience }) => {
  const { about, status, logs } = facts
  if (!status || !hasFailed(status.value)) return null
  const [suspect, ...others] = suspects(facts)
  if (!suspect) return null
  const { dependency, why } = suspect
  const { name, kind } = dependency.value
  const sentence = `${about} fails because ${name}, on which it depends, ${why}`
  const cited = [status, dependency, ...others.map((other) => other.dependency), kind === 'named_in_logs' ? logs : null]
  return concludes(
    'dependency_down',
    sentence,
    cited,
    waits(name, patience.recheckSeconds, `${name} ${why}; restarting ${about} would not help`),
    name,
  )
}
