import type { Metrics } from '../metrics.ts'
import type { Log } from '../ports.ts'
import type { Appended } from '../store/append.ts'
import type { Signals } from './signals.ts'

export interface TellDeps {
  readonly log: Log
  readonly metrics: Metrics
  readonly signals: Signals
}

/** After a commit: lines for the log, figures, and a word to those who watch. */
export function tell(appended: readonly Appended[], { log, metrics, signals }: TellDeps): void {
  for (const { before, incident, log: events } of appended) {
    metrics.incidentStepped(before, incident)
    for (const { type } of events)
      log.info(`incident ${incident.id}: ${type}`, { incident: incident.id, event: type, phase: incident.phase })
  }
  signals.emit(appended.map(({ incident }) => incident.id))
}
