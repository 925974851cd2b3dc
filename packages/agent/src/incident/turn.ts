import type { Instant } from '@devops-ai/contract'
import { worstRank } from '../storm/severity.ts'
import type { Incident } from './incident.ts'
import { later } from './moves.ts'

/** So many seconds older an incident is served before one that is one step more severe. */
const secondsOfAStep = 300

/**
 * The place of an incident in the queue of changes: the earliest first. It depends on severity and age alone, so that what waits
 * is overtaken only by what is a little younger and more severe, and is called in the end whatever comes.
 */
export const turnOf = ({ alerts, openedAt }: Pick<Incident, 'alerts' | 'openedAt'>): Instant =>
  later(openedAt, secondsOfAStep * worstRank(alerts.map(({ severity }) => severity)))

/** It is in the queue while the gate holds it and while it looks again because it was called; whatever else comes ends that. */
export function queued(incident: Incident): Incident {
  const turn = placeOf(incident)
  return turn === incident.turn ? incident : { ...incident, turn }
}

function placeOf(incident: Incident): Instant | null {
  switch (incident.phase) {
    case 'waiting':
      return incident.waiting?.gate === 'turn' ? turnOf(incident) : null
    case 'investigating':
    case 'diagnosed':
      return incident.turn
    default:
      return null
  }
}
