import type { Decided } from '../case.ts'

/** What is recorded of a change before it runs, or before a person is asked. */
export const intendedOf = (decided: Decided) => ({
  request_id: decided.id,
  request_hash: decided.hash,
  source_id: decided.source.id,
  intent: decided.intent,
  context: decided.context,
  command: decided.command,
  operation: decided.operation,
  sentence: decided.sentence,
  steps: decided.steps.map(({ operation, target, before, network }) => ({ operation, target, before, network })),
  effects: decided.effects,
  undo: decided.undo,
  decision: decided.decision,
})
