import {
  type AnyTarget,
  type Decision,
  type Effects,
  type ExecuteAnswer,
  type ExecutionResult,
  instant,
  type JournalReference,
  type RequestId,
  type Undo,
  type WireOperation,
} from '@devops-ai/contract'
import type { RecordedOperation } from '@devops-ai/journal'

/** What every answer about an operation says of it, whatever became of it. */
export interface Told {
  readonly id: RequestId
  readonly command: string
  readonly operation: WireOperation
  readonly sentence: string
  readonly targets: readonly AnyTarget[]
  readonly effects: Effects | null
  readonly undo: Undo | null
  readonly decision: Decision
  readonly journal: JournalReference | null
}

/** What became of it. `text` is for people and redacted already. */
export interface Ending {
  readonly status: 'success' | 'failure' | 'unknown' | 'preview' | 'approval_required'
  readonly text: string
  readonly error: string
  readonly data: ExecutionResult['data']
  readonly truncated: boolean
  /** Milliseconds on the engine. */
  readonly ms: number
}

const statusWord = {
  success: 'SUCCESS',
  failure: 'FAILURE',
  unknown: 'UNKNOWN',
  preview: 'NOT_RUN',
  approval_required: 'NOT_RUN',
} satisfies Record<Ending['status'], ExecutionResult['status']>

const exitCode = { success: 0, failure: 1, unknown: null, preview: null, approval_required: null } satisfies Record<
  Ending['status'],
  number | null
>

export function answerOf(told: Told, { status, text, error, data, truncated, ms }: Ending, now: Date): ExecuteAnswer {
  return {
    request_id: told.id,
    timestamp_processed_utc: instant(now),
    overall_status: status,
    execution_details: {
      command: told.command,
      operation: told.operation,
      sentence: told.sentence,
      targets: [...told.targets],
      execution_result: {
        status: statusWord[status],
        exit_code: exitCode[status],
        stdout: text,
        stderr: error,
        data,
        truncated,
      },
      effects: told.effects,
      undo: told.undo,
    },
    decision: told.decision,
    execution_time_ms: ms,
    journal: told.journal,
  }
}

/** The same, from what the journal keeps of a change. */
export const toldBy = ({ intent, reference }: RecordedOperation): Told => ({
  id: intent.request_id,
  command: intent.command,
  operation: intent.operation,
  sentence: intent.sentence,
  targets: intent.steps.map(({ target }) => target),
  effects: intent.effects,
  undo: intent.undo,
  decision: intent.decision,
  journal: reference,
})

/** A change of which nobody knows yet what became: never *failed*. */
export const unknownYet = (reason: string, ms: number): Ending => ({
  status: 'unknown',
  text: '',
  error: `${reason}; it may still run, so the target takes no other change until this is known: ask GET /operations with this request id`,
  data: null,
  truncated: false,
  ms,
})
