import type { IncidentEvent, IncidentId } from '@devops-ai/contract'
import { z } from 'zod'
import { messageOf, type Message } from '../notify/message.ts'
import type { Delivery } from '../notify/webhook.ts'
import type { Log } from '../ports.ts'
import { backOff, laterBy, type Performer } from './performer.ts'

/** How long telling is tried again; then the log says that nobody was reached. */
const patienceMs = 24 * 3_600_000
const Notes = z.object({ tries: z.int(), since: z.number() })

export interface NotifyDeps {
  readonly log: Log
  readonly logOf: (id: IncidentId) => Promise<readonly IncidentEvent[]>
  /** Null: nobody but the log is told. */
  readonly post: ((message: Message, signal: AbortSignal) => Promise<Delivery>) | null
}

/** Tells a person: a line of the log always, the webhook until it took the message. */
export const performNotify =
  ({ log, logOf, post }: NotifyDeps): Performer<'notify'> =>
  async ({ message_id }, { incident, notes, now, signal }) => {
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
