import { z } from 'zod'
import { IncidentSummary } from './incident.ts'

const mostCharacters = 500

/** What a person can do with an incident: stop its messages, end it, or let the agent try once more. */
export const IncidentActionName = z.enum(['acknowledge', 'close', 'retry'])
export type IncidentActionName = z.infer<typeof IncidentActionName>

/** `POST /incidents/{id}/actions`, with the person's own token of the gateway. May be sent again. */
export const IncidentAction = z
  .strictObject({
    action: IncidentActionName,
    reason: z.string().max(mostCharacters, `expected a reason of at most ${mostCharacters} characters`).optional(),
  })
  .meta({ id: 'IncidentAction' })
export type IncidentAction = z.infer<typeof IncidentAction>

/** `done` is false where it was so already; `detail` says how it is now, and who did what. */
export const IncidentActionAnswer = z
  .object({ incident: IncidentSummary, done: z.boolean(), detail: z.string() })
  .meta({ id: 'IncidentActionAnswer' })
export type IncidentActionAnswer = z.infer<typeof IncidentActionAnswer>
