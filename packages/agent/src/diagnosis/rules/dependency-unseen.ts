import { concludes, type Rule, waits } from '../conclusion.ts'
import { hasFailed } from '../state.ts'

/** What it stands on could not be looked at. Until it can, the target may be the victim, and victims are left alone. */
export const dependencyUnseen: Rule = ({ about, status, missing }, { patience }) => {
  const unseen = missing.find(({ value }) => value.asked === 'dependency')
  if (!unseen || !status || !hasFailed(status.value)) return null
  const sentence = `${about} fails, and what it depends on could not be looked at: ${unseen.value.detail}`
  const plan = waits(`a look at what ${about} depends on`, patience.recheckSeconds, 'its fault may lie there')
  return concludes('inconclusive', sentence, [status, unseen], plan)
}
