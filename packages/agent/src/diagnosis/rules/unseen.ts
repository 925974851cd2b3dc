import { concludes, escalates, type Rule, waits } from '../conclusion.ts'

/**
 * Without the engine's word on the target nothing is concluded; what is not known is never taken for health. Where nobody
 * could answer just now, it is looked again.
 */
export const unseen: Rule = ({ about, status, missing, alerts }, { patience }) => {
  if (status) return null
  const why = missing.find(({ value }) => value.asked === 'status')
  const detail = why?.value.detail ?? 'nothing was asked'
  const plan =
    why?.value.passing === true
      ? waits(`a look at ${about}`, patience.recheckSeconds, `its state could not be had: ${detail}`)
      : escalates(`The state of the target could not be had: ${detail}`)
  return concludes('inconclusive', `The state of the target is not known: ${detail}`, [why, ...alerts], plan)
}
