import type { IncidentId } from '@devops-ai/contract'
import type { Incident } from '../incident/incident.ts'
import { kindOf } from '../notify/message.ts'
import type { Database } from '../store/database.ts'
import { speakerOf, stormCovering, toldOf } from '../store/speakers.ts'

/**
 * Is a message about an incident sent by itself? One that is not counts as told: `channel` and `detail` say where the person hears
 * of it instead. A storm's own incident is always told by itself.
 */
export type Hush =
  | { readonly kind: 'tell' }
  | { readonly kind: 'told elsewhere'; readonly channel: 'storm' | 'group'; readonly detail: string }

/** What is known when a message is about to be sent. */
export interface Telling {
  readonly incident: { readonly id: IncidentId; readonly escalation: boolean }
  readonly storm: { readonly incident: IncidentId; readonly began: string } | null
  /** How people were told that this incident needs one; null while they were not. */
  readonly told: string | null
  /** The first incident of its group that needs a person; null when it is in none. */
  readonly speaker: { readonly id: IncidentId; readonly name: string } | null
}

/** One message for a storm, and outside of storms one for a group: that of the first of its incidents that needs a person. */
export function hushOf({ incident, storm, told, speaker }: Telling): Hush {
  if (storm?.incident === incident.id) return { kind: 'tell' }
  if (storm) return elsewhere('storm', `in the messages of the storm that began at ${storm.began}`)
  if (!incident.escalation && (told === 'storm' || told === 'group')) return elsewhere(told, 'like its trouble')
  if (incident.escalation && speaker && speaker.id !== incident.id)
    return elsewhere('group', `with ${speaker.name}, incident ${speaker.id}, of its group`)
  return { kind: 'tell' }
}

const elsewhere = (channel: 'storm' | 'group', detail: string): Hush => ({ kind: 'told elsewhere', channel, detail })

/** The same with what the database says now. */
export async function hush(db: Database, incident: Incident, message_id: string): Promise<Hush> {
  // A person asked for one more try: what came of it is told to them, whoever speaks for the others.
  if (kindOf(message_id) === 'escalated' && !message_id.endsWith(':escalated')) return { kind: 'tell' }
  const escalation = message_id.endsWith(':escalated')
  const [storm, told, speaker] = await Promise.all([
    stormCovering(db, { id: incident.id, escalation }),
    escalation || incident.spokenBy === null ? null : toldOf(db, incident.id),
    escalation && incident.group ? speakerOf(db, incident.group.id) : null,
  ])
  return hushOf({ incident: { id: incident.id, escalation }, storm, told, speaker })
}
