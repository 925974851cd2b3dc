import type { HealthFacts } from '@devops-ai/contract'
import { concludes, nothing, type Rule } from '../conclusion.ts'

const who: Partial<Record<HealthFacts['stopped_by'], string>> = {
  person: 'by a person',
  gateway: 'on request, through the gateway',
}

/** What somebody stopped stays so: that was a decision, not a fault. A pause is another matter: see `paused`. */
export const stoppedByPerson: Rule = ({ about, status }) => {
  if (!status) return null
  const by = who[status.value.stopped_by]
  const { status: state } = status.value
  if (by === undefined || state !== 'exited') return null
  const sentence = `${about} was stopped ${by}`
  return concludes('stopped_by_person', sentence, [status], nothing(`${sentence}, so it is left alone`))
}
