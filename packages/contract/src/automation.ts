import { z } from 'zod'
import { Instant, SourceId } from './names.ts'

/** `POST /automation/pause`: the agent asks for no change until somebody resumes. */
export const PauseRequest = z.strictObject({ reason: z.string().trim().min(1).max(500) }).meta({ id: 'PauseRequest' })
export type PauseRequest = z.infer<typeof PauseRequest>

/** What the pause switch says. `by`, `reason` and `since` are null while changes may be asked for. */
export const Automation = z
  .object({
    paused: z.boolean(),
    by: SourceId.nullable(),
    reason: z.string().nullable(),
    since: Instant.nullable(),
  })
  .meta({ id: 'Automation' })
export type Automation = z.infer<typeof Automation>

/**
 * `POST /maintenance`. Matchers are Alertmanager's, one a text, such as `service="db"` or `name=~"shop-.*"`; all of them
 * must match. They speak of the container (`name`, `service`, `project`, `engine`, its labels) and of the alert's labels.
 */
export const MaintenanceRequest = z
  .strictObject({
    /** Now, where it is not said. */
    starts_at: Instant.optional(),
    ends_at: Instant,
    matchers: z.array(z.string().min(1).max(500)).min(1).max(50),
    reason: z.string().trim().min(1).max(500),
  })
  .meta({ id: 'MaintenanceRequest' })
export type MaintenanceRequest = z.infer<typeof MaintenanceRequest>

export const MaintenanceId = z.uuid()

/** A time in which what matches is left alone. One that was ended early ends then. */
export const MaintenanceWindow = z
  .object({
    id: MaintenanceId,
    state: z.enum(['coming', 'open', 'over']),
    starts_at: Instant,
    ends_at: Instant,
    matchers: z.array(z.string()),
    reason: z.string(),
    by: SourceId,
    ended_by: SourceId.nullable(),
  })
  .meta({ id: 'MaintenanceWindow' })
export type MaintenanceWindow = z.infer<typeof MaintenanceWindow>

/** `GET /maintenance`: windows that are open or to come, and those that ended within the last day; the newest first. */
export const MaintenanceList = z.object({ windows: z.array(MaintenanceWindow) }).meta({ id: 'MaintenanceList' })
export type MaintenanceList = z.infer<typeof MaintenanceList>
