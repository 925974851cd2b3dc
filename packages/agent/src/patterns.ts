import type { Cause, OperationKind } from '@devops-ai/contract'

/** Words that the agent knows to ask with, and the one operation that each may become. */
export interface Pattern {
  /** The operation's name in the context sentence and in the audit entry. */
  readonly operation: string
  readonly intent: string
  readonly expected_operations: readonly OperationKind[]
}

/**
 * The patterns of the original agent and those that grew from them. They are the only words that this agent sends:
 * a pattern that is not here is a question that cannot be asked and a repair that cannot be made.
 */
export const patterns = {
  get_status: {
    operation: 'get_status',
    intent: 'show service status and health',
    expected_operations: ['container.health'],
  },
  logs_investigation: {
    operation: 'get_logs',
    intent: 'show recent error logs',
    expected_operations: ['container.logs'],
  },
  show_usage: {
    operation: 'get_usage',
    intent: 'show resource usage',
    expected_operations: ['container.stats'],
  },
  health_validation: {
    operation: 'check_health',
    intent: 'check if service is healthy',
    expected_operations: ['container.health'],
  },
  memory_leak_detected: {
    operation: 'restart_service',
    intent: 'restart the service',
    expected_operations: ['container.restart'],
  },
  process_hung: {
    operation: 'restart_service',
    intent: 'restart the service',
    expected_operations: ['container.restart'],
  },
  crash_loop: {
    operation: 'restart_service',
    intent: 'restart the service',
    expected_operations: ['container.restart'],
  },
  memory_kill: {
    operation: 'restart_service',
    intent: 'restart the service',
    expected_operations: ['container.restart'],
  },
  crashed: {
    operation: 'start_service',
    intent: 'start the service',
    expected_operations: ['container.start'],
  },
  paused: {
    operation: 'unpause_service',
    intent: 'unpause the service',
    expected_operations: ['container.unpause'],
  },
} as const satisfies Record<string, Pattern>

export type PatternKey = keyof typeof patterns

/**
 * The words that take back what this agent can do: by the operation that the gateway names as the undo. A restart has
 * none, and an undo without words here cannot be asked for.
 */
export const undoings: Readonly<Record<string, Pattern>> = {
  'container.stop': {
    operation: 'stop_service',
    intent: 'stop the service',
    expected_operations: ['container.stop'],
  },
  'container.pause': {
    operation: 'pause_service',
    intent: 'pause the service',
    expected_operations: ['container.pause'],
  },
}

export const undoingOf = (kind: OperationKind): Pattern | null =>
  Object.hasOwn(undoings, kind) ? (undoings[kind] ?? null) : null

/** The remedy that a cause selects. `null`: no operation of this agent repairs it, or none may. */
export const remedies = {
  process_hung: 'process_hung',
  crashed: 'crashed',
  crash_loop: 'crash_loop',
  memory_kill: 'memory_kill',
  memory_leak_detected: 'memory_leak_detected',
  paused: 'paused',
  stopped_by_person: null,
  starting: null,
  dependency_down: null,
  health_check_broken: null,
  restart_cannot_help: null,
  never_started: null,
  healthy: null,
  target_unknown: null,
  mass_exit: null,
  inconclusive: null,
} as const satisfies Record<Cause, PatternKey | null>

/** Looks a pattern up by a key from outside, such as a model's answer. */
export function patternOf(key: string): Pattern | null {
  const found = Object.entries(patterns).find(([name]) => name === key)
  return found ? found[1] : null
}
