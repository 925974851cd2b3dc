import { concludes, type Rule, waits } from '../conclusion.ts'

/** It has not had the time to show whether it is well. Restarting now would only begin the wait again. */
export const starting: Rule = ({ about, status }, { patience }) => {
  if (!status) return null
  const { status: state, health, uptime_seconds } = status.value
  const soon = (sentence: string, what: string, seconds: number) =>
    concludes('starting', sentence, [status], waits(what, seconds, sentence))
  if (state === 'restarting')
    return soon(`The engine is restarting ${about} by itself`, `the restart of ${about}`, patience.recheckSeconds)
  if (state === 'removing') return soon(`${about} is being removed`, `the removal of ${about}`, patience.recheckSeconds)
  if (state !== 'running') return null
  if (health === 'starting') return soon(`${about} is still starting`, `the start of ${about}`, patience.recheckSeconds)
  const left = patience.stableSeconds - (uptime_seconds ?? patience.stableSeconds)
  return health === 'none' && left > 0
    ? soon(
        `${about} started ${Math.floor(uptime_seconds ?? 0)} s ago and has no health check`,
        `${about} to stay up`,
        left,
      )
    : null
}
