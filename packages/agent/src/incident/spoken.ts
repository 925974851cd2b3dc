import type { IncidentEvent } from '@devops-ai/contract'
import type { Incident } from './incident.ts'
import { keeps, looksAgain } from './moves.ts'
import type { Step } from './step.ts'

type Of<T extends IncidentEvent['type']> = Extract<IncidentEvent, { type: T }>

/** How a person heard that they are needed: in its own message, or in that of its group or of a storm. */
export const heard = (incident: Incident, { message_id, channel }: Of<'notified'>): Step =>
  message_id.startsWith(`${incident.id}:escalated`)
    ? keeps({ ...incident, spokenBy: channel === 'group' || channel === 'storm' ? channel : null })
    : keeps(incident)

/** Whoever needs a person and is told of by no other is told itself, as soon as it needs one the next time. */
export const lost = (incident: Incident): Step =>
  isSpokenFor(incident) ? keeps({ ...incident, spokenBy: 'nobody' }) : keeps(incident)

/** What ended the trouble of the other may have ended this one, too: it is looked at before anybody is called. */
export const lostAndLooking = (incident: Incident, { reason }: Of<'speaker_lost'>): Step =>
  isSpokenFor(incident) ? looksAgain({ ...incident, spokenBy: 'nobody' }, reason) : keeps(incident)

/** It needs a person who has heard of it in another's message alone. */
export const isSpokenFor = ({ escalated, acknowledged, spokenBy }: Incident): boolean =>
  escalated && acknowledged === null && (spokenBy === 'group' || spokenBy === 'storm')
