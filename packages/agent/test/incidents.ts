import {
  EngineName,
  IncidentId,
  type IncidentEvent,
  type IncidentAlert,
  ExecuteAnswer,
  type OperationOutcome,
  RequestId,
} from '@devops-ai/contract'
import fc from 'fast-check'
import { newIncident, type Effect, type Incident, type Limits } from '../src/incident/incident.ts'
import { step } from '../src/incident/step.ts'

export const start = '2026-01-01T00:00:00.000Z'
export const limits: Limits = {
  ineffectiveChanges: 2,
  changesPerHour: 6,
  verifySeconds: 60,
  waitSeconds: 900,
  lookAgainSeconds: 60,
}
export const id = IncidentId.parse('00000000-0000-4000-8000-000000000001')

export const alert: IncidentAlert = {
  sender: 'watch',
  name: 'ContainerUnhealthy',
  severity: 'critical',
  summary: 'db is unhealthy',
  fingerprint: '00000000000000aa',
  starts_at: start,
}

const history = { incidents: 0, changes_last_hour: 0, ineffective_changes: 0 }
export const opened: Extract<IncidentEvent, { type: 'opened' }> = { type: 'opened', target: null, name: 'db', history }
export const received: IncidentEvent = { type: 'alert_received', alert }

export const change = {
  action: 'change',
  pattern: 'process_hung',
  intent: 'restart the service',
  expected_operations: ['container.restart'],
  postcondition: { sentence: 'db is healthy', healthy: true, started_after: start, stable_seconds: 2 },
  reason: 'it hangs',
} as const

export const diagnosed = (
  plan: Extract<IncidentEvent, { type: 'diagnosed' }>['plan'],
  cause = 'process_hung' as const,
): IncidentEvent => ({
  type: 'diagnosed',
  diagnosis: { cause, sentence: 'the process hangs', citations: ['E2'], analyst: 'rules', about: null },
  plan,
})

/** Drives an incident as the runner does: every `log` effect is stepped at once; the rest is collected. */
export function drive(incident: Incident, events: readonly IncidentEvent[], at = start) {
  const effects: Effect[] = []
  const log: IncidentEvent[] = []
  const queue = [...events]
  let now = incident
  while (queue.length > 0) {
    const event = queue.shift()
    if (!event) break
    log.push(event)
    const next = step(now, event, { at, limits })
    now = next.incident
    const decided = next.effects.flatMap((effect) => (effect.do === 'log' ? [effect.event] : []))
    queue.unshift(...decided)
    effects.push(...next.effects.filter((effect) => effect.do !== 'log'))
  }
  return { incident: now, effects, log }
}

export const fresh = (): Incident => newIncident(id, start)

/** A change that ran, and the operation that takes it back; null: there is none. */
export const ran = (undo: string | null): OperationOutcome => ({
  outcome: 'succeeded',
  answer: ExecuteAnswer.parse({
    request_id: 'request-1',
    timestamp_processed_utc: start,
    overall_status: 'success',
    execution_details: {
      command: 'docker start db',
      operation: { kind: 'container.start' },
      sentence: 'Start the container db.',
      targets: [],
      execution_result: { status: 'SUCCESS', exit_code: 0, stdout: '', stderr: '', data: null, truncated: false },
      effects: null,
      undo: undo && { operation: { kind: undo }, command: 'docker stop db', sentence: 'Stop the container db.' },
    },
    decision: { verdict: 'allow', policies: ['auto'] },
    execution_time_ms: 1,
    journal: null,
  }),
})

const requestIds = ['request-1', 'request-2', 'request-3'].map((text) => RequestId.parse(text))
const anyRound = fc.integer({ min: 0, max: 6 })
const anyOutcome: fc.Arbitrary<OperationOutcome> = fc.constantFrom<OperationOutcome>(
  ran('container.stop'),
  ran(null),
  { outcome: 'unknown', detail: 'the engine does not answer' },
  { outcome: 'needs_approval', approval_id: 'a1', until: start },
  { outcome: 'not_understood', detail: 'what?' },
  { outcome: 'denied', detail: 'observed only', policies: ['observe-by-default'] },
  { outcome: 'target_missing', detail: 'gone' },
  { outcome: 'frozen', detail: 'frozen' },
  { outcome: 'voided', detail: 'changed' },
  { outcome: 'unavailable', detail: 'refused' },
  { outcome: 'unexpected', detail: '418' },
)
const anyPlan = fc.constantFrom<Extract<IncidentEvent, { type: 'diagnosed' }>['plan']>(
  { ...change, expected_operations: [...change.expected_operations] },
  { action: 'wait', for: 'db', seconds: 5, reason: 'db is down' },
  { action: 'nothing', reason: 'nothing is wrong' },
  { action: 'escalate', reason: 'inconclusive', suggestion: null },
)

/** Any event whatever, in no sensible order: what a crash, a repeat or a late answer may bring. */
export const anyEvent: fc.Arbitrary<IncidentEvent> = fc.oneof(
  fc.constantFrom<IncidentEvent>(
    opened,
    received,
    { type: 'alert_repeated', alert },
    { type: 'alert_resolved', alert },
    { type: 'analysis_failed', detail: 'the model is silent' },
    { type: 'waiting', for: 'db', until: start, reason: 'db is down' },
    {
      type: 'grouped',
      ...{ group: id, root: id, root_name: 'db', depends: true, size: 2, members: [], reason: 'api depends on db' },
    },
    { type: 'noted', sentence: 'Alertmanager is silent' },
    { type: 'held', by: 'pause', for: 'the pause by ada', until: null, reason: 'ada paused all changes' },
    { type: 'held', by: 'maintenance', for: 'the window of ada', until: start, reason: 'db is maintained' },
    { type: 'mass_exit', engine: EngineName.parse('local'), members: [], reason: 'many ended' },
    { type: 'notified', channel: 'webhook', message_id: 'm', delivered: true, detail: '' },
    { type: 'notified', channel: 'group', message_id: `${id}:escalated`, delivered: true, detail: '' },
    { type: 'clock_set_back', milliseconds: 3_600_000 },
    { type: 'speaker_lost', reason: 'its speaker is over' },
  ),
  anyRound.map((round): IncidentEvent => ({ type: 'investigation_started', round, reason: 'a look' })),
  anyRound.map((round): IncidentEvent => ({ type: 'evidence_gathered', round, evidence: [] })),
  anyRound.map((round): IncidentEvent => ({ type: 'timer_due', round })),
  anyRound.map((round): IncidentEvent => ({
    type: 'members_seen',
    round,
    back: 1,
    removed: 0,
    missing: [],
    evidence: [],
  })),
  anyRound.map((round): IncidentEvent => ({
    ...{ type: 'members_seen', round, back: 1, removed: 0, evidence: [] },
    missing: [{ name: 'db', state: 'exited' }],
  })),
  anyPlan.map((plan) => diagnosed(plan)),
  fc
    .constantFrom(...requestIds)
    .map((request_id): IncidentEvent => ({ type: 'operation_requested', request_id, body: '{}', deadline: start })),
  fc
    .tuple(fc.constantFrom(...requestIds), anyOutcome)
    .map(([request_id, result]): IncidentEvent => ({ type: 'operation_answered', request_id, result })),
  fc
    .tuple(
      fc.constantFrom(...requestIds),
      fc.constantFrom(
        ...(['approval_granted', 'approval_rejected', 'approval_expired', 'approval_voided'] as const),
        'approval_awaited' as const,
      ),
    )
    .map(([request_id, type]): IncidentEvent =>
      type === 'approval_awaited'
        ? { type, request_id, approval_id: 'a1', until: start }
        : { type, request_id, approval_id: 'a1', by: 'ada', ended_at: start, detail: 'said so' },
    ),
  fc
    .tuple(fc.constantFrom(...requestIds), fc.constantFrom(...requestIds))
    .map(([request_id, undoes]): IncidentEvent => ({
      type: 'undo_requested',
      request_id,
      undoes,
      body: '{}',
      deadline: start,
      sentence: 'Stop the container db.',
    })),
  fc
    .constantFrom('restored', 'not_restored', 'unknown')
    .map((verdict): IncidentEvent => ({ type: 'undo_verified', verdict, sentence: 'as seen', evidence: [] })),
  fc
    .tuple(fc.constantFrom('seen_well', 'target_gone'), anyRound)
    .map(([type, round]): IncidentEvent => ({ type, round, sentence: 'as seen' })),
  fc
    .constantFrom('fixed', 'no_effect', 'worse', 'unknown')
    .map((verdict): IncidentEvent => ({ type: 'verified', verdict, sentence: 'as seen', evidence: [] })),
  fc.constantFrom<IncidentEvent>(
    { type: 'escalated', reason: 'a person is needed', suggestion: null },
    { type: 'resolved', sentence: 'healthy' },
    { type: 'no_action', reason: 'nothing is wrong' },
    { type: 'closed', by: 'ada', reason: '' },
    { type: 'acknowledged', by: 'ada', reason: '' },
    { type: 'retried', by: 'ada', reason: 'the disk was full' },
  ),
)
