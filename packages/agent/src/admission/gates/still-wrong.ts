import type { HealthFacts } from '@devops-ai/contract'
import { hasFailed, runs } from '../../diagnosis/state.ts'
import { factsOf } from '../../evidence/facts.ts'
import { later } from '../../incident/moves.ts'
import { go, type Gate } from '../gate.ts'

/** Just before acting the engine must still show what the diagnosis saw. What has become well by itself is left alone. */
export const stillWrong: Gate = ({ at, incident, target, now, limits }) => {
  if (!now)
    return {
      answer: 'wait',
      for: `a look at ${target.name}`,
      until: later(at, limits.recheckSeconds),
      reason: `${target.name} could not be looked at just before the change`,
    }
  const status = factsOf(incident.evidence).status
  if (!status || !incident.diagnosis?.citations.includes(status.number))
    return { answer: 'escalate', reason: `the diagnosis cites nothing that the engine says of ${target.name}` }
  const seen = status.value
  const loops = incident.diagnosis?.cause === 'crash_loop' || seen.status === 'restarting'
  if (loops ? mayStillLoop(now) : isSame(seen, now)) return go
  return {
    answer: 'look',
    reason: `just before the change ${target.name} is ${stateOf(now)}, and it was ${stateOf(seen)}`,
  }
}

/** The trouble that was seen goes on: a new start meanwhile is news. */
function isSame(seen: HealthFacts, now: HealthFacts): boolean {
  if (seen.started_at !== now.started_at) return false
  return hasFailed(seen) ? hasFailed(now) : seen.status === now.status
}

/** A crash loop comes up and falls between two looks. */
const mayStillLoop = (now: HealthFacts): boolean => hasFailed(now) || (runs(now) && now.health !== 'healthy')

const stateOf = ({ status, health, started_at, stopped_by }: HealthFacts): string =>
  [
    status === 'running' && health !== 'none' ? health : status,
    ...(stopped_by === 'person' || stopped_by === 'gateway' ? [`stopped by a ${stopped_by}`] : []),
    ...(started_at === null ? [] : [`started at ${started_at}`]),
  ].join(', ')
