import type { IncidentAlert } from '@devops-ai/contract'
import type { Incident } from './incident.ts'
import { keptAlerts } from './kept.ts'
import { keeps, looksAgain } from './moves.ts'
import type { Step } from './step.ts'

interface WithAlert {
  readonly alert: IncidentAlert
}

const same = (one: IncidentAlert, other: IncidentAlert): boolean =>
  one.sender === other.sender && one.fingerprint === other.fingerprint && one.starts_at === other.starts_at

const join = (incident: Incident, alert: IncidentAlert): Incident =>
  incident.alerts.some((known) => same(known, alert))
    ? incident
    : { ...incident, alerts: keptAlerts([...incident.alerts, alert]) }

/** The alert belongs to the incident from now on; the work in hand goes on. */
export const joined = (incident: Incident, { alert }: WithAlert): Step => ({
  incident: join(incident, alert),
  effects: [],
})

/** The first alert of an incident begins its first investigation, a resolved one too: it closes only after looking. */
export const joinedAndLooking = (incident: Incident, { alert }: WithAlert): Step =>
  looksAgain(join(incident, alert), `alert ${alert.name} from ${alert.sender}`)

/** A monitor says that it is over. That is a reason to look, never a proof. */
export const alertGone =
  (then: (incident: Incident, reason: string) => Step) =>
  (incident: Incident, { alert }: WithAlert): Step =>
    then(incident, `${alert.sender} says that ${alert.name} is resolved`)

/** What is known of an unknown target is its alerts alone: a look that is under way may have missed this. */
export const unlessSeen = (incident: Incident, reason: string): Step =>
  incident.target === null && incident.exit === null ? looksAgain(incident, reason) : keeps(incident)
