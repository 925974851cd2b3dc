import type { IncidentEvent } from '@devops-ai/contract'
import { ended, type Effect, type Incident } from '../incident/incident.ts'
import { step, type Moment } from '../incident/step.ts'

/** What an effect that needs nothing from outside turns into, or null when it must be performed. */
export type AtOnce = (incident: Incident, effect: Effect, moment: Moment) => readonly IncidentEvent[] | null

export interface Advanced {
  readonly incident: Incident
  /** The events in their order, those included that followed at once. */
  readonly log: readonly IncidentEvent[]
  /** What is left to be performed. */
  readonly effects: readonly Effect[]
}

/** Takes an incident through events and through everything that follows from them at once. */
export function advance(before: Incident, events: readonly IncidentEvent[], moment: Moment, atOnce: AtOnce): Advanced {
  let incident = before
  const log: IncidentEvent[] = []
  const effects: Effect[] = []
  const queue = [...events]
  for (let event = queue.shift(); event; event = queue.shift()) {
    log.push(event)
    const next = step(incident, event, moment)
    incident = next.incident
    const following: IncidentEvent[] = []
    for (const effect of next.effects) {
      const now = effect.do === 'log' ? [effect.event] : atOnce(incident, effect, moment)
      if (now) following.push(...now)
      else effects.push(effect)
    }
    queue.unshift(...following)
  }
  // After the end nothing acts; whoever was told of the trouble is still told of its end.
  return { incident, log, effects: ended(incident) ? effects.filter((effect) => effect.do === 'notify') : effects }
}
