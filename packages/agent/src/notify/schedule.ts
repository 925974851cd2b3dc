import { ended, type Incident } from '../incident/incident.ts'
import { kindOf } from './message.ts'
import type { TellingSettings } from './settings.ts'

/** One message on one channel. */
export interface Telling {
  readonly id: string
  readonly message_id: string
  /** How often it was delivered. */
  readonly delivered: number
  /** Tries that failed since it was delivered last. */
  readonly failures: number
  readonly since: Date
}

/** What is to be done with a telling: to try at that instant, or nothing any more. */
export type Next = { readonly kind: 'at'; readonly at: Date } | { readonly kind: 'over' }

const over: Next = { kind: 'over' }
const firstRetrySeconds = 1
/** How long the end of an incident is tried to be told. */
const patienceMs = 24 * 3_600_000

/** Is there nobody left to tell? What nobody was told yet is told also when it has ended meanwhile. */
export function isObsolete({ message_id, delivered }: Telling, incident: Incident): boolean {
  const kind = kindOf(message_id)
  if (kind === 'ended') return false
  if (ended(incident)) return delivered > 0
  if (incident.acknowledged !== null) return true
  return kind === 'escalated' ? !isLatest(message_id, incident) : !isAsked(message_id, incident)
}

const isLatest = (message_id: string, { escalated, told }: Incident): boolean =>
  escalated && Number(message_id.split(':')[2] ?? 1) === told

const isAsked = (message_id: string, { approval }: Incident): boolean =>
  approval !== null && !approval.granted && approval.id === message_id.split(':')[2]

/** When it is told next after a try. Until a person acknowledges there is always a next time, but for what has ended. */
export function nextOf(
  telling: Telling,
  { delivered, incident, now }: { readonly delivered: boolean; readonly incident: Incident; readonly now: Date },
  { firstRepeatSeconds, longestRepeatSeconds }: Pick<TellingSettings, 'firstRepeatSeconds' | 'longestRepeatSeconds'>,
): Next {
  if (delivered && (kindOf(telling.message_id) === 'ended' || ended(incident))) return over
  if (!delivered && ended(incident) && now.getTime() - telling.since.getTime() > patienceMs) return over
  const [first, times] = delivered ? [firstRepeatSeconds, telling.delivered] : [firstRetrySeconds, telling.failures]
  const seconds = Math.min(longestRepeatSeconds, first * 2 ** Math.min(times, 30))
  return { kind: 'at', at: new Date(now.getTime() + seconds * 1_000) }
}
