import { later } from '../../incident/moves.ts'
import { go, type Gate } from '../gate.ts'

/**
 * Whoever belongs to a group leaves the first change to its suspected root while that is being worked on, and no longer than its own
 * patience. Then its own evidence decides as if there were no group: a group delays, it neither allows nor forbids.
 */
export const suspectedRoot: Gate = ({ at, incident, root, limits }) => {
  if (!root || root.id === incident.id) return go
  // A replica's fate says nothing of the others once a person has to look after it.
  if (root.escalated && incident.group?.depends !== true) return go
  const began = root.openedAt > incident.openedAt ? root.openedAt : incident.openedAt
  const patience = Date.parse(later(began, limits.waitSeconds))
  if (Date.parse(at) >= patience) return go
  const until = new Date(Math.min(patience, Date.parse(later(at, longestSeconds)))).toISOString()
  return {
    answer: 'wait',
    for: `the repair of ${root.name}`,
    until,
    reason: `${root.name} is suspected to be the cause (incident ${root.id}); its end makes this one look again`,
  }
}

/** The end of the root wakes its group; this only finds what that missed. */
const longestSeconds = 60
