import { concludes, nothing, type Rule } from '../conclusion.ts'
import { remedy } from '../remedy.ts'

/**
 * A paused container holds up whoever waits for it, and goes on where it was; a restart would throw away what it holds.
 * One that was paused on request, through the gateway, stays so. Nobody else leaves a word on why.
 */
export const paused: Rule = ({ about, status }, { patience }) => {
  if (status?.value.status !== 'paused') return null
  if (status.value.stopped_by === 'gateway') {
    const wanted = `${about} was paused on request, through the gateway`
    return concludes('paused', wanted, [status], nothing(`${wanted}, so it is left alone`))
  }
  const sentence = `${about} is paused: it neither works nor fails, and whoever calls it waits`
  const plan = remedy(
    'paused',
    about,
    status.value,
    patience.stableSeconds,
    'a paused container goes on when it is unpaused',
  )
  return concludes('paused', sentence, [status], plan)
}
