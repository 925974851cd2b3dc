import { later } from '../../incident/moves.ts'
import { go, type Gate } from '../gate.ts'

/**
 * What ended together with many others of its engine comes back by itself, or the incident of the engine says that it did not.
 * Until that has ended no other incident changes it; whoever has waited as long as it may asks a person.
 */
export const massExit: Gate = ({ at, incident, exit, limits, now }) => {
  if (!exit || incident.retries > 0) return go
  // It came back, and others did not: what is wrong with it since then is its own trouble.
  if (exit.escalated && now?.started_at && Date.parse(now.started_at) > Date.parse(exit.last)) return go
  const patience = Date.parse(later(incident.openedAt, limits.waitSeconds))
  if (Date.parse(at) >= patience)
    return {
      answer: 'escalate',
      reason: `it is one of many containers of ${exit.engine} that ended together; incident ${exit.id} ${exit.escalated ? 'waits for a person' : 'still looks after them'}`,
    }
  const until = new Date(Math.min(patience, Date.parse(later(at, limits.recheckSeconds)))).toISOString()
  return {
    answer: 'wait',
    for: `the containers of ${exit.engine}`,
    until,
    reason: `it ended together with others; incident ${exit.id} looks whether they come back by themselves`,
  }
}
