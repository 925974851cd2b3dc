import { later } from '../../incident/moves.ts'
import { go, type Gate } from '../gate.ts'

const longestSeconds = 3_600

/** From one change on a target to the next passes a while, and it doubles with each further change within a day. */
export const backOff: Gate = ({ at, target, changes, limits }) => {
  const before = changes.filter(({ container_id }) => container_id === target.id)
  const last = before.at(-1)
  if (!last) return go
  const seconds = Math.min(longestSeconds, limits.coolDownSeconds * 2 ** Math.min(before.length - 1, 30))
  const until = later(last.at, seconds)
  if (Date.parse(until) <= Date.parse(at)) return go
  return {
    answer: 'wait',
    for: `the back-off of ${target.name}`,
    until,
    reason: `it was changed ${before.length} times within a day, last at ${last.at}; ${seconds} s pass before the next change`,
  }
}
