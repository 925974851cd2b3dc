import {
  ContainerId,
  EngineName,
  ExecuteAnswer,
  IncidentId,
  RequestId,
  type Target,
  type IncidentEvent,
  type OperationOutcome,
} from '@devops-ai/contract'

/** One event of every type, as the agent would log it. */

const at = '2026-01-01T00:00:00.000Z'
const request_id = RequestId.parse('request-1')
const alert = {
  sender: 'alertmanager',
  name: 'ContainerUnhealthy',
  severity: 'critical',
  summary: 'checkout does not answer',
  fingerprint: 'f1',
  starts_at: at,
}
const evidence = [
  { number: 'E1', source: 'status', about: 'checkout', sentence: 'checkout is unhealthy', data: {}, truncated: false },
]
const target: Target = {
  engine: EngineName.parse('local'),
  id: ContainerId.parse('a'.repeat(64)),
  name: 'checkout-1',
  service: 'checkout',
  image: 'shop@sha256:1',
}

export const answer = ExecuteAnswer.parse({
  request_id,
  timestamp_processed_utc: at,
  overall_status: 'success',
  execution_details: {
    command: 'docker restart checkout-1',
    operation: { kind: 'container.restart' },
    sentence: 'Restart the container checkout-1.',
    targets: [target],
    execution_result: { status: 'SUCCESS', exit_code: 0, stdout: '', stderr: '', data: {}, truncated: false },
    effects: {
      interrupts: true,
      last_healthy_replica: false,
      dependents: ['web'],
      data_loss: false,
      reversible: true,
      protected: false,
    },
    undo: null,
  },
  decision: { verdict: 'allow', policies: ['autonomy-auto'] },
  execution_time_ms: 12,
  journal: { sequence: 42, hash: 'b'.repeat(64) },
})

export const answered = (result: OperationOutcome): IncidentEvent => ({
  type: 'operation_answered',
  request_id,
  result,
})

const approvalEnd = { request_id, approval_id: 'approval-1', by: 'anna', ended_at: at }

export const events: { readonly [T in IncidentEvent['type']]: Extract<IncidentEvent, { type: T }> } = {
  opened: {
    type: 'opened',
    target,
    name: 'checkout',
    history: { incidents: 0, changes_last_hour: 0, ineffective_changes: 0 },
  },
  alert_received: { type: 'alert_received', alert },
  alert_repeated: { type: 'alert_repeated', alert },
  alert_resolved: { type: 'alert_resolved', alert },
  investigation_started: { type: 'investigation_started', round: 1, reason: 'an alert came' },
  evidence_gathered: { type: 'evidence_gathered', round: 1, evidence },
  diagnosed: {
    type: 'diagnosed',
    diagnosis: {
      cause: 'process_hung',
      sentence: 'it runs and does not answer',
      citations: ['E1'],
      analyst: 'rules',
      about: null,
    },
    plan: {
      action: 'change',
      pattern: 'process_hung',
      intent: 'restart the service',
      expected_operations: ['container.restart'],
      postcondition: { sentence: 'checkout is healthy', healthy: true, started_after: at, stable_seconds: 5 },
      reason: 'a hung process comes back',
    },
  },
  dependency_suspected: { type: 'dependency_suspected', name: 'db', reason: 'checkout depends on it' },
  grouped: {
    type: 'grouped',
    group: IncidentId.parse('0190aaaa-0000-4000-8000-000000000000'),
    root: IncidentId.parse('0190aaaa-0000-4000-8000-000000000001'),
    root_name: 'db-1',
    depends: true,
    size: 2,
    members: [],
    reason: 'checkout-1 depends on db-1',
  },
  mass_exit: {
    type: 'mass_exit',
    engine: target.engine,
    members: [],
    reason: '9 containers of local ended within 10 s',
  },
  members_seen: {
    type: 'members_seen',
    round: 1,
    back: 8,
    removed: 0,
    missing: [{ name: 'db-1', state: 'exited' }],
    evidence: [],
  },
  analysis_failed: { type: 'analysis_failed', detail: 'the model did not answer' },
  operation_requested: { type: 'operation_requested', request_id, body: '{}', deadline: at },
  operation_answered: { type: 'operation_answered', request_id, result: { outcome: 'succeeded', answer } },
  approval_awaited: { type: 'approval_awaited', request_id, approval_id: 'approval-1', until: at },
  approval_granted: { type: 'approval_granted', ...approvalEnd, detail: '' },
  approval_rejected: { type: 'approval_rejected', ...approvalEnd, detail: 'not tonight' },
  approval_expired: { type: 'approval_expired', ...approvalEnd, by: null, detail: 'nobody decided in time' },
  approval_voided: { type: 'approval_voided', ...approvalEnd, detail: 'it runs another image' },
  verified: { type: 'verified', verdict: 'no_effect', sentence: 'checkout is still unhealthy', evidence },
  undo_requested: {
    type: 'undo_requested',
    request_id,
    body: '{}',
    deadline: at,
    undoes: request_id,
    sentence: 'Stop the container checkout-1.',
  },
  undo_verified: { type: 'undo_verified', verdict: 'restored', sentence: 'it is exited again', evidence },
  seen_well: { type: 'seen_well', round: 1, sentence: 'it has been healthy for 10 s' },
  target_gone: { type: 'target_gone', round: 1, sentence: 'checkout is gone' },
  held: { type: 'held', by: 'pause', for: 'the pause by ada', until: null, reason: 'ada paused all changes' },
  noted: { type: 'noted', sentence: 'Alertmanager does not say what is silenced' },
  waiting: { type: 'waiting', for: 'db', until: at, reason: 'db is starting' },
  timer_due: { type: 'timer_due', round: 1 },
  escalated: { type: 'escalated', reason: 'the budget is spent', suggestion: 'look at the logs' },
  notified: { type: 'notified', channel: 'webhook', message_id: 'm1', delivered: false, detail: 'status 500' },
  speaker_lost: { type: 'speaker_lost', reason: 'the storm in whose messages it was told is over' },
  clock_set_back: { type: 'clock_set_back', milliseconds: 3_600_000 },
  resolved: { type: 'resolved', sentence: 'checkout is healthy' },
  no_action: { type: 'no_action', reason: 'checkout is healthy' },
  closed: { type: 'closed', by: 'anna', reason: 'replaced' },
  acknowledged: { type: 'acknowledged', by: 'anna', reason: '' },
  retried: { type: 'retried', by: 'anna', reason: 'the disk was full' },
}
