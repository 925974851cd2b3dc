import type { HealthFacts, IncidentId, Instant, MaintenanceWindow, Target, TargetInfo } from '@devops-ai/contract'
import type { Incident } from '../incident/incident.ts'
import type { PastChange } from '../store/changes.ts'
import type { OpenExit } from '../store/mass-exits.ts'
import type { Pause } from '../store/pauses.ts'
import type { Labels } from './labels.ts'
import type { Silence } from './silences.ts'

/** What stands between a plan and the gateway may ask for patience, or for a person. */
export type Verdict =
  | { readonly answer: 'go' }
  /** `until` null: until somebody lets it go. */
  | { readonly answer: 'wait'; readonly for: string; readonly until: Instant | null; readonly reason: string }
  | { readonly answer: 'escalate'; readonly reason: string }
  /** What the plan stands on is no longer so: the target is looked at again at once. */
  | { readonly answer: 'look'; readonly reason: string }

/** How much may be changed within an hour, and how long the agent keeps its hands still. Seconds, and numbers of changes. */
export interface AdmissionLimits {
  readonly changesPerHour: { readonly target: number; readonly service: number; readonly engine: number }
  /** Changes on one service that did not help, after which a person is told. */
  readonly ineffectiveChanges: number
  /** From one change on a target to the next; it doubles with each further one within a day. */
  readonly coolDownSeconds: number
  /** For how long after a deployment the container is left alone. */
  readonly deployGraceSeconds: number
  readonly recheckSeconds: number
  /** How long an incident may wait before a person is told. */
  readonly waitSeconds: number
  /** Changes of all incidents that may be under way at the same time. */
  readonly changesAtOnce: number
}

/** The suspected root of the incident's group, while it is open. */
export interface Root {
  readonly id: IncidentId
  readonly name: string
  readonly openedAt: Instant
  /** It waits for a person. */
  readonly escalated: boolean
}

/** Changes under way, and incidents in the queue that come before this one. */
export interface QueueFacts {
  readonly underWay: number
  readonly ahead: number
}

/** Everything that a gate may know: the plan's incident, the target as it is now, and what the database says. */
export interface Facts {
  readonly at: Instant
  readonly incident: Incident
  readonly target: Target
  /** The target just before the change would be asked for; null when nobody could look. */
  readonly now: HealthFacts | null
  /** Everything that can be named; null when the gateway does not say. */
  readonly targets: readonly TargetInfo[] | null
  /** Changes that ran or may have run: of the engine within an hour, of the service and the container within a day. */
  readonly changes: readonly PastChange[]
  readonly pause: Pause | null
  /** Windows that are open now. */
  readonly windows: readonly MaintenanceWindow[]
  /** What matchers speak of: a set for each alert of the incident. */
  readonly labels: readonly Labels[]
  /** Silences of Alertmanager that hold now; none where it is not configured or does not say. */
  readonly silences: readonly Silence[]
  /** The labels of each alert that fires, as its sender wrote them, and where it says nothing the container's names. */
  readonly firing: readonly Labels[]
  readonly root: Root | null
  /** The open incident of a mass exit that the target is a part of. */
  readonly exit: OpenExit | null
  readonly queue: QueueFacts
  readonly limits: AdmissionLimits
}

/** One reason to keep still. Pure: the same facts give the same answer. */
export type Gate = (facts: Facts) => Verdict

export const go: Verdict = { answer: 'go' }
