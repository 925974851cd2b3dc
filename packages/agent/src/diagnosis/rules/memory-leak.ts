import type { HealthFacts, StatsFacts } from '@devops-ai/contract'
import { concludes, escalates, type Rule, waits } from '../conclusion.ts'
import { remedy } from '../remedy.ts'
import { runs } from '../state.ts'

/** Share of its own limit from which a rise ends in a kill. */
const nearLimit = 85
/** Samples differ a little by themselves. */
const tolerance = 0.98

/** Memory near the container's own limit that does not fall. A host's whole memory is nobody's limit. */
export const memoryLeak: Rule = ({ about, status, usage }, { prior, patience }) => {
  if (!status || !runs(status.value) || status.value.health === 'starting') return null
  const [latest, before] = usage.toReversed()
  const now = latest ? share(latest.value, status.value) : null
  if (!latest || now === null || now < nearLimit) return null
  const earlier = before ? share(before.value, status.value) : null
  const sentence = `${about} uses ${now.toFixed(0)} % of its memory limit`
  if (!before || earlier === null)
    return concludes(
      'inconclusive',
      sentence,
      [status, latest],
      waits('a second sample of its memory', 2, 'one sample shows no rise'),
    )
  if (now < earlier * tolerance) return null
  const rising = `${sentence} and it does not fall`
  const cited = [status, before, latest]
  const suggestion = 'raise its memory limit, or mend what fills it'
  if (prior.changes > 0)
    return concludes('memory_leak_detected', rising, cited, escalates(`${rising}, again after a restart`, suggestion))
  const plan = remedy(
    'memory_leak_detected',
    about,
    status.value,
    patience.stableSeconds,
    'a restart gives the memory back before the kernel kills it',
  )
  return concludes('memory_leak_detected', rising, cited, plan)
}

const share = ({ memory_bytes }: StatsFacts, { memory_limit_bytes }: HealthFacts): number | null =>
  memory_bytes === null || memory_limit_bytes === null || memory_limit_bytes <= 0
    ? null
    : (memory_bytes / memory_limit_bytes) * 100
