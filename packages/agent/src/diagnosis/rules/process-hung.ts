import { concludes, type Rule } from '../conclusion.ts'
import { remedy } from '../remedy.ts'
import { isUnhealthy } from '../state.ts'

/** It runs and does not answer its health check, and nothing that it stands on explains that. */
export const processHung: Rule = ({ about, status, logs, dependencies }, { patience }) => {
  if (!status || !isUnhealthy(status.value)) return null
  const { failing_streak, probes } = status.value
  const output = probes.at(-1)?.output.slice(0, 120)
  const fine = dependencies.length > 0 ? ` while ${dependencies.map(({ value }) => value.name).join(', ')} passed` : ''
  const sentence = `The process of ${about} runs but does not answer: ${failing_streak} probes failed in a row${output ? ` (${output})` : ''}${fine}`
  const plan = remedy(
    'process_hung',
    about,
    status.value,
    patience.stableSeconds,
    'a process that hangs comes back with a restart',
  )
  return concludes('process_hung', sentence, [status, logs, ...dependencies], plan)
}
