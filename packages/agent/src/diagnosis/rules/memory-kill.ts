import { concludes, escalates, type Rule } from '../conclusion.ts'
import { remedy } from '../remedy.ts'
import { hasFailed, runs } from '../state.ts'

/** Kills by the engine's own restarts after which one more restart teaches nothing. */
const manyKills = 3

/** The kernel's own flag, not the exit code: 137 is also a slow stop, and a killed child leaves 0. */
export const memoryKill: Rule = ({ about, status, logs }, { prior, patience }) => {
  if (!status?.value.oom_killed) return null
  const { memory_limit_bytes: limit, restart_count, health } = status.value
  const of = limit === null ? '' : ` at its limit of ${Math.round(limit / 1_048_576)} MiB`
  const sentence = `${about} was killed for memory${of}`
  const cited = [status, logs]
  const suggestion =
    limit === null ? 'look at the memory of the host' : `raise the memory limit of ${about}, or mend what fills it`
  if (runs(status.value) && !hasFailed(status.value))
    return health === 'starting'
      ? null
      : concludes('memory_kill', sentence, cited, escalates(`${sentence}; it runs again`, suggestion))
  if (!hasFailed(status.value)) return null
  const again = prior.changes > 0 || prior.history.ineffective_changes > 0 || restart_count >= manyKills
  if (again) return concludes('memory_kill', sentence, cited, escalates(`${sentence}, again`, suggestion))
  const plan = remedy(
    'memory_kill',
    about,
    status.value,
    patience.stableSeconds,
    'one kill may have been a single large request',
  )
  return concludes('memory_kill', sentence, cited, plan)
}
