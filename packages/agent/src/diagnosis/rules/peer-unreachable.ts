import { concludes, escalates, type Rule, waits } from '../conclusion.ts'
import { recentLines } from '../recent.ts'
import { isUnhealthy } from '../state.ts'
import { unreachable } from '../unreachable.ts'

/** Lines before the end that still speak of now. */
const most = 5

/**
 * It runs, and its last lines say that a peer cannot be reached. Where the peer is known and well, a refusal is an old
 * line; a name that does not resolve is a matter of the network, which no restart mends.
 */
export const peerUnreachable: Rule = ({ about, status, logs, dependencies }, { patience }) => {
  if (!status || !logs || !isUnhealthy(status.value)) return null
  const line = recentLines(logs.value, most).findLast((text) => unreachable(text) !== null)
  if (line === undefined) return null
  const said = line.slice(0, 200)
  if (dependencies.length === 0) {
    const plan = waits(
      'a peer that its logs name',
      patience.recheckSeconds,
      'restarting it would not bring its peer back',
    )
    return concludes('dependency_down', `${about} cannot reach what it depends on: ${said}`, [status, logs], plan)
  }
  if (unreachable(line) === 'refused') return null
  const sentence = `${about} cannot find its peer by name although it runs: ${said}`
  const plan = escalates(sentence, 'look at the networks of both containers')
  return concludes('restart_cannot_help', sentence, [status, logs, ...dependencies], plan)
}
