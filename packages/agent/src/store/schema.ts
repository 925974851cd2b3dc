import type { ColumnType, Generated } from 'kysely'

/** JSON is written as text and read as unknown: whoever reads it parses it. */
type Json = ColumnType<unknown, string, string>

/** One occurrence of an alert: (sender, fingerprint, starts_at) is its identity. */
export interface AlertsTable {
  readonly id: Generated<string>
  readonly sender: string
  readonly fingerprint: string
  readonly starts_at: string
  readonly status: 'firing' | 'resolved'
  readonly alert: Json
  readonly labels: Json
  readonly annotations: Json
  readonly received_at: Date
  /** What of it has not reached an incident yet; null when all has. */
  readonly news: 'received' | 'repeated' | 'resolved' | null
  readonly incident_id: string | null
}

export interface IncidentsTable {
  readonly id: string
  /** `<engine>/<container id>`, or `unknown/<hash>`. At most one incident of a key is open. */
  readonly key: string
  readonly phase: string
  readonly snapshot: Json
  /** The sequence of its last event. */
  readonly sequence: number
  readonly opened_at: Date
  readonly ended_at: Date | null
  readonly group_id: string | null
  /** Its place in the queue of changes; null while it waits for none. */
  readonly turn: Date | null
  /** A change of it is under way: it may run just now. */
  readonly acting: boolean
  /** It needs a person who has heard of it in the message of another alone: of its group or of a storm. */
  readonly hushed: string | null
}

/** At most one has not ended. */
export interface StormsTable {
  readonly id: string
  readonly incident_id: string
  readonly began_at: Date
  /** Incidents that opened from here on are part of it. */
  readonly since: Date
  readonly told_at: Date | null
  readonly ended_at: Date | null
}

export interface EventsTable {
  readonly incident_id: string
  readonly sequence: number
  readonly at: Date
  readonly event: Json
}

export interface EffectsTable {
  readonly id: Generated<string>
  readonly incident_id: string
  readonly payload: Json
  /** What earlier tries of a long effect, such as `verify`, have seen. */
  readonly notes: Json
  readonly due_at: Date
  /** Tries that ended in an error of ours. */
  readonly attempt: number
}

/** An agent that works on this database; its row goes when it leaves or is found dead. */
export interface AgentsTable {
  readonly id: string
  /** By the database's clock. */
  readonly beat_at: Date
}

/** An incident that an agent has in hand. */
export interface ClaimsTable {
  readonly incident_id: string
  readonly holder: string
}

/** A change that was admitted: what the budgets count. What became of it is in the events of its incident. */
export interface ChangesTable {
  readonly request_id: string
  readonly incident_id: string
  readonly at: Date
  readonly engine: string
  readonly container_id: string
  /** `<project>/<service>`, or the container's name where it has no service. */
  readonly service: string
  readonly image: string
}

/** The pause switch. At most one row is not resumed. */
export interface PausesTable {
  readonly id: Generated<string>
  readonly by: string
  readonly reason: string
  readonly since: Date
  readonly resumed_by: string | null
  readonly resumed_at: Date | null
}

/** A time in which what matches is left alone. Ending it early moves `ends_at`. */
export interface MaintenanceTable {
  readonly id: string
  readonly starts_at: Date
  readonly ends_at: Date
  readonly matchers: Json
  readonly reason: string
  readonly by: string
  readonly ended_by: string | null
  /** Null for those of an older version. */
  readonly made_at: Date | null
}

/** A message that is still to be told, or told again, on one channel. */
export interface TellingsTable {
  readonly id: Generated<string>
  readonly incident_id: string
  readonly message_id: string
  readonly channel: string
  readonly due_at: Date
  readonly delivered: number
  readonly failures: number
  readonly since: Date
}

/** Sums over pruned incidents of one service that went alike. */
export interface MemoriesTable {
  readonly service: string
  readonly cause: string
  readonly pattern: string
  readonly outcome: string
  readonly times: number
  readonly seconds: number
  readonly last_at: Date
}

export interface Tables {
  readonly agents: AgentsTable
  readonly claims: ClaimsTable
  readonly alerts: AlertsTable
  readonly incidents: IncidentsTable
  readonly events: EventsTable
  readonly effects: EffectsTable
  readonly storms: StormsTable
  readonly changes: ChangesTable
  readonly pauses: PausesTable
  readonly maintenance: MaintenanceTable
  readonly tellings: TellingsTable
  readonly memories: MemoriesTable
}
