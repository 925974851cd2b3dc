import { concludes, type Rule } from '../conclusion.ts'
import { remedy } from '../remedy.ts'
import { hasStopped, runs } from '../state.ts'

/** Restarts by the engine itself that make a loop, and how young a run must be to belong to it. */
const manyRestarts = 3
const youngSeconds = 60

/** It comes up and falls again and again. One fresh start is tried within the budget; then a person is told. */
export const crashLoop: Rule = ({ about, status, before, logs }, { patience }) => {
  if (!status) return null
  const { restart_count, status: state, health, uptime_seconds } = status.value
  if (restart_count < manyRestarts) return null
  const last = before?.status ?? null
  const grows = last !== null && last.value.restart_count < restart_count
  const fallsAgain = runs(status.value) && health !== 'healthy' && (uptime_seconds ?? 0) < youngSeconds && grows
  if (state !== 'restarting' && !hasStopped(status.value) && !fallsAgain) return null
  const sentence = `${about} crashes again and again: the engine has restarted it ${restart_count} times, exit code ${status.value.exit_code}`
  const plan = remedy(
    'crash_loop',
    about,
    status.value,
    patience.stableSeconds,
    'one fresh start without the back-off of the engine',
  )
  return concludes('crash_loop', sentence, [status, grows ? last : null, logs], plan)
}
