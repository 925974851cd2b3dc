import type {
  ContainerId,
  EngineName,
  Diagnosis,
  Evidence,
  History,
  IncidentAlert,
  IncidentEvent,
  IncidentGroup,
  IncidentId,
  Instant,
  OperationKind,
  Phase,
  Plan,
  RequestId,
  Target,
  Verdict,
} from '@devops-ai/contract'

/** One problem on one target: what its event log adds up to. Made by `step` alone, never edited. */
export interface Incident {
  readonly id: IncidentId
  readonly target: Target | null
  /** The name as the alert gave it; empty when it gave none. */
  readonly name: string
  readonly history: History
  readonly phase: Phase
  readonly alerts: readonly IncidentAlert[]
  /** Investigations begun so far. An answer that belongs to an earlier round is dropped. */
  readonly round: number
  readonly evidence: readonly Evidence[]
  readonly diagnosis: Diagnosis | null
  readonly plan: Plan | null
  /** Dependencies whose own incident this one has asked for. */
  readonly suspected: readonly string[]
  /** The incidents that it belongs with; null while there are none. */
  readonly group: IncidentGroup | null
  /** The containers that ended together, when it is about an engine. `last` is when the last of them were added. */
  readonly exit: {
    readonly engine: EngineName
    readonly members: readonly { readonly id: ContainerId; readonly name: string }[]
    readonly last: Instant
  } | null
  /** Its place in the queue of changes, the earliest first; null while it does not wait for its turn. */
  readonly turn: Instant | null
  readonly request: { readonly id: RequestId; readonly body: string; readonly deadline: Instant } | null
  /** What became of the last change, and how it is taken back; null before the first. */
  readonly change: Change | null
  /** A change made it worse and is being taken back, or was. Then a person is told, whatever comes of it. */
  readonly undoing: Undoing | null
  /** The question to a person that the present request became, until its end is known. While it is there nothing else is requested. */
  readonly approval: Approval | null
  /** A person was asked for an approval. */
  readonly asked: boolean
  /** Questions that nobody answered in time. */
  readonly expiries: number
  /** Changes that ran or may have run, and how many of them did not help. */
  readonly changes: number
  readonly ineffective: number
  /** Times that a target was looked up anew, or a plan made anew, because the gateway said that it no longer holds. */
  readonly replans: number
  readonly verification: Verdict | null
  /** `gate` is the gate of the admission that holds it; null when its own plan is to wait. */
  readonly waiting: { readonly for: string; readonly until: Instant | null; readonly gate: string | null } | null
  /** When the last hold of a gate ended: what it was held for is no patience of its own. */
  readonly heldUntil: Instant | null
  /** Waits in a row, without anything else having been decided. */
  readonly waits: number
  /** Looks by itself after a person was told, that found something well and did not end it. */
  readonly looks: number
  /** Waits in a row for a thaw of the gateway. */
  readonly freezes: number
  /** A person has been told and the incident is theirs, until they ask for one more try. */
  readonly escalated: boolean
  /** How often a person was newly told that they are needed. */
  readonly told: number
  /**
   * In whose message a person was told that it needs one, when that was not its own: `nobody` since that other speaks for it no
   * more, until it is told itself.
   */
  readonly spokenBy: 'group' | 'storm' | 'nobody' | null
  /** Who has it in hand, so that it need not be told again. */
  readonly acknowledged: string | null
  /** Plans beyond the budget that a person has asked for and that were not used yet: 0 or 1. */
  readonly retries: number
  readonly openedAt: Instant
  readonly endedAt: Instant | null
}

export interface Change {
  readonly outcome: 'succeeded' | 'failed' | 'unknown'
  /** The gateway's own words for what reverses it; null: nothing does, or it is taken back already. */
  readonly undo: { readonly kind: OperationKind; readonly sentence: string; readonly command: string } | null
}

export interface Undoing {
  /** The request of the change that is taken back. */
  readonly of: RequestId
  readonly kind: OperationKind
  readonly sentence: string
  /** How it got worse. */
  readonly why: string
}

export interface Approval {
  readonly request_id: RequestId
  readonly id: string
  readonly until: Instant
  /** It was given; what came of running it is not known yet. */
  readonly granted: boolean
}

/** What the runner is to do. Each may be done again after a crash; a repeat does no harm. */
export type Effect =
  | { readonly do: 'gather'; readonly round: number }
  | { readonly do: 'analyse'; readonly round: number }
  | { readonly do: 'request'; readonly round: number }
  | { readonly do: 'suspect'; readonly name: string }
  | { readonly do: 'members'; readonly round: number; readonly until: Instant }
  | { readonly do: 'call'; readonly request_id: RequestId }
  | { readonly do: 'await_approval'; readonly request_id: RequestId }
  | { readonly do: 'verify'; readonly request_id: RequestId; readonly until: Instant }
  | { readonly do: 'undo'; readonly request_id: RequestId }
  | { readonly do: 'verify_undo'; readonly request_id: RequestId; readonly until: Instant }
  /** Looks from time to time, without a word in the log, whether the trouble is over or its target gone. */
  | { readonly do: 'watch'; readonly round: number; readonly at: Instant }
  | { readonly do: 'timer'; readonly round: number; readonly at: Instant }
  | { readonly do: 'notify'; readonly message_id: string }
  /** Decided at once: logged and stepped in the same transaction, before anything else is done. */
  | { readonly do: 'log'; readonly event: IncidentEvent }

/** The simple budget and the deadlines; every number is in the configuration. */
export interface Limits {
  /** Changes on one target that did not help, after which a person is told and nothing more is tried. */
  readonly ineffectiveChanges: number
  /** Changes on one target within an hour, helpful ones included. */
  readonly changesPerHour: number
  /** How long a repair may take to show, in seconds. */
  readonly verifySeconds: number
  /** How long an incident may wait before a person is told, in seconds. */
  readonly waitSeconds: number
  /** When an incident that a person was told of looks by itself for the first time, in seconds; then less and less often. */
  readonly lookAgainSeconds: number
}

export const ended = (incident: Incident): boolean =>
  incident.phase === 'resolved' || incident.phase === 'no_action' || incident.phase === 'closed'

export const newIncident = (id: IncidentId, at: Instant): Incident => ({
  id,
  target: null,
  name: '',
  history: { incidents: 0, changes_last_hour: 0, ineffective_changes: 0 },
  phase: 'open',
  alerts: [],
  round: 0,
  evidence: [],
  diagnosis: null,
  plan: null,
  suspected: [],
  group: null,
  turn: null,
  exit: null,
  request: null,
  change: null,
  undoing: null,
  approval: null,
  asked: false,
  expiries: 0,
  changes: 0,
  ineffective: 0,
  replans: 0,
  verification: null,
  waiting: null,
  heldUntil: null,
  waits: 0,
  looks: 0,
  freezes: 0,
  escalated: false,
  told: 0,
  spokenBy: null,
  acknowledged: null,
  retries: 0,
  openedAt: at,
  endedAt: null,
})
