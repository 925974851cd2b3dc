import type { IncidentEvent, IncidentId } from '@devops-ai/contract'
import { z } from 'zod'
import type { Incident } from '../incident/incident.ts'
import { messageOf, type Message } from '../notify/message.ts'
import type { Delivery } from '../notify/webhook.ts'
import type { Log } from '../ports.ts'
import type { Hush } from '../storm/hush.ts'
import { backOff, laterBy, type Performer } from './performer.ts'

/** How long telling is tried again; then the log says that nobody was reached. */
const patienceMs = 24 * 3_600_000
const Notes = z.object({ tries: z.int(), since: z.number() })

export interface NotifyDeps {
  readonly log: Log
  readonly logOf: (id: IncidentId) => Promise<readonly IncidentEvent[]>
  /** Null: nobody but the log is told. */
  /** Is it told by itself, or does the person hear of it elsewhere? */
  readonly hush: (incident: Incident, message_id: string) => Promise<Hush>
  readonly post: ((message: Message, signal: AbortSignal) => Promise<Delivery>) | null
}

/** So long a call for help is held, so that a storm or a group that begins with it can speak for it. */
const graceMs = 1_000

/** Tells a person: a line of the log always, the webhook until it took the message. */
export const performNotify =
  ({ log, logOf, hush, post }: NotifyDeps): Performer<'notify'> =>
  async ({ message_id }, { incident, notes, now, signal }) => {
    if (notes === null && message_id.endsWith(':escalated'))
      return { later: laterBy(now(), graceMs), notes: { tries: 0, since: now().getTime() } }
    const hushed = await hush(incident, message_id)
    if (hushed.kind === 'told elsewhere') {
      const { channel, detail } = hushed
      return { events: [{ type: 'notified', channel, message_id, delivered: true, detail }] }
    }
    const message = messageOf(incident, message_id, await logOf(incident.id))
    const tried = Notes.safeParse(notes)
    const { tries, since } = tried.success ? tried.data : { tries: 0, since: now().getTime() }
    if (tries === 0) log.warn(`NOTIFY: ${message.text}`, { message_id, incident: incident.id })
    const told = (channel: string, delivered: boolean, detail: string) => ({
      events: [{ type: 'notified', channel, message_id, delivered, detail } as const],
    })
    if (!post) return told('log', true, '')
    const delivery = await post(message, signal)
    if (delivery.kind === 'delivered') return told('webhook', true, '')
    log.warn(`${message_id} could not be told: ${delivery.detail}`)
    if (delivery.kind === 'refused' || now().getTime() - since > patienceMs)
      return told('webhook', false, delivery.detail)
    return { later: laterBy(now(), backOff(tries, 1_000, 300_000)), notes: { tries: tries + 1, since } }
  }
