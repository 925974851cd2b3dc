import { instant, type IncidentId, type Instant } from '@devops-ai/contract'
import type { Incident } from '../incident/incident.ts'
import type { Message } from '../notify/message.ts'
import type { Log } from '../ports.ts'
import type { Hush } from '../storm/hush.ts'
import { done, laterBy, type Performer } from './performer.ts'

export interface NotifyDeps {
  readonly log: Log
  /** The message as it is told first. */
  readonly compose: (incident: Incident, message_id: string, sent_at: Instant) => Promise<Message>
  /** Is it told by itself, or does the person hear of it elsewhere? */
  readonly hush: (incident: Incident, message_id: string) => Promise<Hush>
  /** The channels that are on. */
  readonly channels: readonly string[]
  /** Puts the message on the list of every channel. May be called again. */
  readonly plan: (message: { readonly incident_id: IncidentId; readonly message_id: string }) => Promise<void>
}

/** So long a call for help is held, so that a storm or a group that begins with it can speak for it. */
const graceMs = 1_000

/** Tells the log, and puts the message on the list of what is told to people. */
export const performNotify =
  ({ log, compose, hush, channels, plan }: NotifyDeps): Performer<'notify'> =>
  async ({ message_id }, { incident, notes, now }) => {
    if (notes === null && message_id.endsWith(':escalated')) return { later: laterBy(now(), graceMs), notes: 'held' }
    const told = (channel: string, detail: string) => ({
      events: [{ type: 'notified', channel, message_id, delivered: true, detail } as const],
    })
    const hushed = await hush(incident, message_id)
    if (hushed.kind === 'told elsewhere') return told(hushed.channel, hushed.detail)
    const { title, text } = await compose(incident, message_id, instant(now()))
    log.warn(`NOTIFY: ${title}`, { message_id, incident: incident.id, text })
    if (channels.length === 0) return told('log', '')
    await plan({ incident_id: incident.id, message_id })
    return done
  }
