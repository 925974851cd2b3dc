import { concludes, escalates, type Rule } from '../conclusion.ts'

/** Without the engine's word on the target nothing is concluded; what is not known is never taken for health. */
export const unseen: Rule = ({ status, missing, alerts }) => {
  if (status) return null
  const why = missing.find(({ value }) => value.asked === 'status')
  const detail = why?.value.detail ?? 'nothing was asked'
  return concludes(
    'inconclusive',
    `The state of the target is not known: ${detail}`,
    [why, ...alerts],
    escalates(`The state of the target could not be had: ${detail}`),
  )
}
