import { concludes, type Rule, waits } from '../conclusion.ts'
import { hasFailed } from '../state.ts'
import { unprobed } from '../suspects.ts'

/** A dependency's health says something only when it was probed after the target began to fail. */
export const dependencyUnprobed: Rule = (facts, { now }) => {
  const { about, status } = facts
  if (!status || !hasFailed(status.value)) return null
  const dependency = unprobed(facts, now)
  if (!dependency) return null
  const { name } = dependency.value
  const sentence = `${about} fails, and ${name}, on which it depends, has not been probed since`
  const plan = waits(`the next health probe of ${name}`, 1, `until then ${name} may be the cause`)
  return concludes('inconclusive', sentence, [status, dependency], plan, name)
}
