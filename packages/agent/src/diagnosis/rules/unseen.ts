import type { Facts } from '../../evidence/facts.ts'
import { concludes, escalates, type Rule, waits } from '../conclusion.ts'

const whyUnseen = ({ status, missing }: Facts) =>
  status ? null : (missing.find(({ value }) => value.asked === 'status') ?? null)

/** Nobody could look just now; the next look may show it. */
export const isOutOfSight = (facts: Facts): boolean => whyUnseen(facts)?.value.passing === true

/** The gateway does not understand words just now, because its model cannot be had. */
export const isMute = (facts: Facts): boolean => whyUnseen(facts)?.value.code === 'interpreter_unavailable'

/**
 * Without the engine's word on the target nothing is concluded; what is not known is never taken for health. Where nobody
 * could answer just now, it is looked again.
 */
export const unseen: Rule = (facts, { patience }) => {
  const { about, status, alerts } = facts
  if (status) return null
  const why = whyUnseen(facts)
  const detail = why?.value.detail ?? 'nothing was asked'
  const plan = isOutOfSight(facts)
    ? waits(`a look at ${about}`, patience.recheckSeconds, `its state could not be had: ${detail}`)
    : escalates(`The state of the target could not be had: ${detail}`)
  return concludes('inconclusive', `The state of the target is not known: ${detail}`, [why, ...alerts], plan)
}
