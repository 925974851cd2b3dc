import { concludes, escalates, type Rule } from '../conclusion.ts'
import { remedy } from '../remedy.ts'
import { hasStopped } from '../state.ts'

/** What a stop asked for from outside leaves behind: interrupt, kill, terminate. */
const ofSignals = [130, 137, 143]

/**
 * It ended by itself. A container that ended well and that nothing says should run for ever may be a finished job; one
 * that a signal ended unseen may have been stopped by a person. Both are asked, not started.
 */
export const crashed: Rule = ({ about, status, logs }, { patience }) => {
  if (status?.value.status !== 'exited' || !hasStopped(status.value)) return null
  const { exit_code, stopped_by, health_check, restart_policy } = status.value
  const sentence = `${about} ended with exit code ${exit_code}`
  const runsForEver = health_check !== null || restart_policy === 'always' || restart_policy === 'unless-stopped'
  const doubt =
    exit_code === 0 && !runsForEver
      ? 'it ended well and may be a finished job'
      : stopped_by === 'unknown' && ofSignals.includes(exit_code)
        ? 'nobody saw who stopped it, and it may have been a person'
        : null
  if (doubt !== null)
    return concludes(
      'inconclusive',
      `${sentence}; ${doubt}`,
      [status, logs],
      escalates(`${sentence}; ${doubt}`, 'start the service'),
    )
  const plan = remedy(
    'crashed',
    about,
    status.value,
    patience.stableSeconds,
    'a process that crashed once comes back with a start',
  )
  return concludes('crashed', `${sentence}, and nobody stopped it`, [status, logs], plan)
}
