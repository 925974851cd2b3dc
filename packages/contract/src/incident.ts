import { z } from 'zod'
import { Automation } from './automation.ts'
import { ExecuteAnswer, Target } from './execute.ts'
import { ContainerId, EngineName, IncidentId, Instant, OperationKind, RequestId } from './names.ts'

/** A numbered fact that our code gathered. Only code mints numbers; a diagnosis may cite nothing else. */
export const Evidence = z
  .object({
    number: z.string().regex(/^E[1-9][0-9]*$/),
    source: z.string(),
    about: z.string(),
    sentence: z.string(),
    data: z.json(),
    truncated: z.boolean(),
  })
  .meta({ id: 'Evidence' })
export type Evidence = z.infer<typeof Evidence>

/** The causes that a diagnosis may name. `inconclusive` is said aloud. */
export const Cause = z.enum([
  'process_hung',
  'crashed',
  'crash_loop',
  'memory_kill',
  'memory_leak_detected',
  'paused',
  'stopped_by_person',
  'starting',
  'dependency_down',
  'health_check_broken',
  'restart_cannot_help',
  'never_started',
  'healthy',
  'target_unknown',
  'mass_exit',
  'inconclusive',
])
export type Cause = z.infer<typeof Cause>

export const Diagnosis = z
  .object({
    cause: Cause,
    sentence: z.string(),
    citations: z.array(z.string()),
    analyst: z.string(),
    about: z.string().nullable(),
  })
  .meta({ id: 'Diagnosis' })
export type Diagnosis = z.infer<typeof Diagnosis>

/** What must be observed after a change for it to count as a repair. */
export const Postcondition = z
  .object({ sentence: z.string(), healthy: z.boolean(), started_after: Instant.nullable(), stable_seconds: z.int() })
  .meta({ id: 'Postcondition' })
export type Postcondition = z.infer<typeof Postcondition>

/** What the agent means to do. A change carries the words it will ask with and how it will be checked. */
export const Plan = z
  .discriminatedUnion('action', [
    z.object({
      action: z.literal('change'),
      pattern: z.string(),
      intent: z.string(),
      expected_operations: z.array(OperationKind),
      postcondition: Postcondition,
      reason: z.string(),
    }),
    z.object({ action: z.literal('wait'), for: z.string(), seconds: z.int(), reason: z.string() }),
    z.object({ action: z.literal('nothing'), reason: z.string() }),
    z.object({ action: z.literal('escalate'), reason: z.string(), suggestion: z.string().nullable() }),
  ])
  .meta({ id: 'Plan' })
export type Plan = z.infer<typeof Plan>

export const Verdict = z.enum(['fixed', 'no_effect', 'worse', 'unknown'])
export type Verdict = z.infer<typeof Verdict>

/** Is the target as it was before the change that was taken back? */
export const UndoVerdict = z.enum(['restored', 'not_restored', 'unknown'])
export type UndoVerdict = z.infer<typeof UndoVerdict>

/** One alert of an incident, as shown. `sender` is who posted it; `left_out` more came with it that the sender cut off. */
export const IncidentAlert = z
  .object({
    sender: z.string(),
    name: z.string(),
    severity: z.string(),
    summary: z.string(),
    fingerprint: z.string(),
    starts_at: Instant,
    left_out: z.int().optional(),
    /** The condition in its monitor's own language, as the monitor told it. */
    expression: z.string().optional(),
  })
  .meta({ id: 'IncidentAlert' })
export type IncidentAlert = z.infer<typeof IncidentAlert>

/** How the gateway answered, as the contract's table sorts it. */
export const OperationOutcome = z
  .discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('succeeded'), answer: ExecuteAnswer }),
    z.object({ outcome: z.literal('failed'), answer: ExecuteAnswer }),
    z.object({ outcome: z.literal('unknown'), detail: z.string() }),
    z.object({ outcome: z.literal('needs_approval'), approval_id: z.string(), until: Instant }),
    z.object({ outcome: z.literal('not_understood'), detail: z.string() }),
    z.object({ outcome: z.literal('denied'), detail: z.string(), policies: z.array(z.string()) }),
    z.object({ outcome: z.literal('target_missing'), detail: z.string() }),
    z.object({ outcome: z.literal('frozen'), detail: z.string() }),
    z.object({ outcome: z.literal('voided'), detail: z.string() }),
    z.object({ outcome: z.literal('unavailable'), detail: z.string() }),
    z.object({ outcome: z.literal('unexpected'), detail: z.string() }),
  ])
  .meta({ id: 'OperationOutcome' })
export type OperationOutcome = z.infer<typeof OperationOutcome>

/** What the same target went through before this incident, within 24 hours; it counts against the budget. */
export const History = z
  .object({ incidents: z.int(), changes_last_hour: z.int(), ineffective_changes: z.int() })
  .meta({ id: 'History' })
export type History = z.infer<typeof History>

/** How a question to a person ended, as far as the gateway says: `null` where it does not. */
const ApprovalEnd = z.object({
  request_id: RequestId,
  approval_id: z.string().nullable(),
  by: z.string().nullable(),
  ended_at: Instant.nullable(),
  detail: z.string(),
})

/** What language models cost. `null` is not known and is never counted as 0. */
export const ModelCost = z
  .object({
    questions: z.int(),
    tokens_in: z.int().nullable(),
    tokens_out: z.int().nullable(),
    usd: z.number().nullable(),
  })
  .meta({ id: 'ModelCost' })
export type ModelCost = z.infer<typeof ModelCost>

/** What happened to an incident. The log of these is the truth: page, report, recovery and tests read it alone. */
export const IncidentEvent = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('opened'), target: Target.nullable(), name: z.string(), history: History }),
    z.object({ type: z.literal('alert_received'), alert: IncidentAlert }),
    z.object({ type: z.literal('alert_repeated'), alert: IncidentAlert }),
    z.object({ type: z.literal('alert_resolved'), alert: IncidentAlert }),
    z.object({ type: z.literal('investigation_started'), round: z.int(), reason: z.string() }),
    z.object({ type: z.literal('evidence_gathered'), round: z.int(), evidence: z.array(Evidence) }),
    z.object({ type: z.literal('diagnosed'), diagnosis: Diagnosis, plan: Plan, usage: ModelCost.optional() }),
    z.object({ type: z.literal('dependency_suspected'), name: z.string(), reason: z.string() }),
    /** It belongs with other incidents from now on. Told of when it joins and when the root or the group is another one. */
    z.object({
      type: z.literal('grouped'),
      group: IncidentId,
      root: IncidentId,
      root_name: z.string(),
      depends: z.boolean(),
      size: z.int(),
      members: z.array(z.object({ id: IncidentId, name: z.string() })),
      reason: z.string(),
    }),
    /** Many containers of one engine ended within seconds: one trouble, of the engine. */
    z.object({
      type: z.literal('mass_exit'),
      engine: EngineName,
      members: z.array(z.object({ id: ContainerId, name: z.string() })),
      reason: z.string(),
    }),
    /** What has become of them: how many run again, how many were removed, and those that do neither. */
    z.object({
      type: z.literal('members_seen'),
      round: z.int(),
      back: z.int(),
      removed: z.int(),
      missing: z.array(z.object({ name: z.string(), state: z.string() })),
      evidence: z.array(Evidence),
    }),
    z.object({ type: z.literal('analysis_failed'), detail: z.string(), usage: ModelCost.optional() }),
    z.object({ type: z.literal('operation_requested'), request_id: RequestId, body: z.string(), deadline: Instant }),
    z.object({ type: z.literal('operation_answered'), request_id: RequestId, result: OperationOutcome }),
    z.object({
      type: z.literal('approval_awaited'),
      request_id: RequestId,
      approval_id: z.string(),
      until: Instant,
    }),
    ApprovalEnd.extend({ type: z.literal('approval_granted') }),
    ApprovalEnd.extend({ type: z.literal('approval_rejected') }),
    ApprovalEnd.extend({ type: z.literal('approval_expired') }),
    ApprovalEnd.extend({ type: z.literal('approval_voided') }),
    z.object({
      type: z.literal('verified'),
      verdict: Verdict,
      sentence: z.string(),
      evidence: z.array(Evidence),
      /** The engine's facts are as they should be, and something else says that the trouble goes on. */
      contradicted: z.boolean().optional(),
    }),
    z.object({
      type: z.literal('undo_requested'),
      request_id: RequestId,
      body: z.string(),
      deadline: Instant,
      undoes: RequestId,
      sentence: z.string(),
    }),
    z.object({
      type: z.literal('undo_verified'),
      verdict: UndoVerdict,
      sentence: z.string(),
      evidence: z.array(Evidence),
    }),
    z.object({ type: z.literal('seen_well'), round: z.int(), sentence: z.string() }),
    z.object({ type: z.literal('target_gone'), round: z.int(), sentence: z.string() }),
    z.object({ type: z.literal('waiting'), for: z.string(), until: Instant, reason: z.string() }),
    /** A gate between plan and gateway asked for patience: `by` is the gate, `until` null means until somebody lets it go. */
    z.object({
      type: z.literal('held'),
      by: z.string(),
      for: z.string(),
      until: Instant.nullable(),
      reason: z.string(),
    }),
    /** Something that was found out on the way and decided nothing. */
    z.object({ type: z.literal('noted'), sentence: z.string() }),
    z.object({ type: z.literal('timer_due'), round: z.int() }),
    z.object({ type: z.literal('escalated'), reason: z.string(), suggestion: z.string().nullable() }),
    z.object({
      type: z.literal('notified'),
      channel: z.string(),
      message_id: z.string(),
      delivered: z.boolean(),
      detail: z.string(),
    }),
    /** A person was told of it in the message of another incident, which speaks for it no more. */
    z.object({ type: z.literal('speaker_lost'), reason: z.string() }),
    /** The agent's clock was ahead by so much and was put right: what the incident knows by it is so much earlier. */
    z.object({ type: z.literal('clock_set_back'), milliseconds: z.int() }),
    z.object({ type: z.literal('resolved'), sentence: z.string() }),
    z.object({ type: z.literal('no_action'), reason: z.string() }),
    z.object({ type: z.literal('closed'), by: z.string(), reason: z.string().default('') }),
    z.object({ type: z.literal('acknowledged'), by: z.string(), reason: z.string() }),
    z.object({ type: z.literal('retried'), by: z.string(), reason: z.string() }),
  ])
  .meta({ id: 'IncidentEvent' })
export type IncidentEvent = z.infer<typeof IncidentEvent>

/** An event in its place: `sequence` counts within the incident from 1 and is the `id` of the event stream. */
export const LoggedEvent = z
  .object({ sequence: z.int(), at: Instant, event: IncidentEvent })
  .meta({ id: 'LoggedEvent' })
export type LoggedEvent = z.infer<typeof LoggedEvent>

export const Phase = z.enum([
  'open',
  'investigating',
  'diagnosed',
  'acting',
  'verifying',
  'waiting',
  'escalated',
  'resolved',
  'no_action',
  'closed',
])
export type Phase = z.infer<typeof Phase>

/**
 * Incidents that seem to have one cause, and the one among them that is suspected of it. A group links and summarises; it
 * gives no incident a right that it would not have alone. `depends`: this one depends on the root, by what the engine says.
 */
export const IncidentGroup = z
  .object({ id: IncidentId, root: IncidentId, root_name: z.string(), depends: z.boolean() })
  .meta({ id: 'IncidentGroup' })
export type IncidentGroup = z.infer<typeof IncidentGroup>

/** A line of `GET /incidents`. */
export const IncidentSummary = z
  .object({
    id: IncidentId,
    phase: Phase,
    target: Target.nullable(),
    name: z.string(),
    title: z.string(),
    severity: z.string(),
    cause: Cause.nullable(),
    waiting: z.object({ for: z.string(), until: Instant.nullable() }).nullable(),
    verification: Verdict.nullable(),
    group: IncidentGroup.nullable().default(null),
    changes: z.int(),
    opened_at: Instant,
    ended_at: Instant.nullable(),
  })
  .meta({ id: 'IncidentSummary' })
export type IncidentSummary = z.infer<typeof IncidentSummary>

export const IncidentList = z.object({ incidents: z.array(IncidentSummary) }).meta({ id: 'IncidentList' })
export type IncidentList = z.infer<typeof IncidentList>

/** `GET /incidents/{id}`: the summary and the whole log. */
export const IncidentDetail = IncidentSummary.extend({ events: z.array(LoggedEvent) }).meta({ id: 'IncidentDetail' })
export type IncidentDetail = z.infer<typeof IncidentDetail>

/** `GET /health` and `GET /status` of the agent. */
export const AgentHealth = z.object({ status: z.enum(['success', 'failure']) }).meta({ id: 'AgentHealth' })
export type AgentHealth = z.infer<typeof AgentHealth>

export const AgentStatus = z
  .object({
    status: z.enum(['success', 'failure']),
    analyst: z.string(),
    gateway: z.object({ url: z.string(), answers: z.boolean() }),
    database: z.object({ answers: z.boolean() }),
    incidents: z.record(z.string(), z.int()),
    automation: Automation,
    alerts_waiting: z.int(),
    /** The storm of incidents that lasts, by the incident that tells of it. */
    storm: z.object({ since: Instant, incident: IncidentId }).nullable().default(null),
    /** Changes that are under way, and incidents that wait for their turn. */
    changes: z.object({ under_way: z.int(), queued: z.int() }).default({ under_way: 0, queued: 0 }),
    last_event_at: Instant.nullable(),
    /** Do its loops go round, and when had they last done so? */
    heartbeat: z.object({ beats: z.boolean(), last_at: Instant.nullable() }),
  })
  .meta({ id: 'AgentStatus' })
export type AgentStatus = z.infer<typeof AgentStatus>
