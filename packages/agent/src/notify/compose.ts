import type { Incident } from '../incident/incident.ts'
import type { Database } from '../store/database.ts'
import { companionsOf, happenedTo } from '../store/incidents.ts'
import { messageOf, type Message, type Occasion } from './message.ts'

/** The message of an incident, with what the database says now. */
export async function compose(
  db: Database,
  incident: Incident,
  message_id: string,
  occasion: Omit<Occasion, 'group'>,
): Promise<Message> {
  const [log, group] = await Promise.all([happenedTo(db, incident.id), companionsOf(db, incident)])
  return messageOf(incident, message_id, log, { ...occasion, group })
}
