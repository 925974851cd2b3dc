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

/** The same, from what is recorded of a change; `journal` is null for what is not recorded. */
export const toldBy = (
  intended: Pick<
    RecordedOperation['intent'],
    'request_id' | 'command' | 'operation' | 'sentence' | 'steps' | 'effects' | 'undo' | 'decision'
  >,
  journal: JournalReference | null,
): Told => ({
  id: intended.request_id,
  command: intended.command,
  operation: intended.operation,
  sentence: intended.sentence,
  targets: intended.steps.map(({ target }) => target),
  effects: intended.effects,
  undo: intended.undo,
  decision: intended.decision,
  journal,
})

/** An ending that is a sentence: of what did not come to a good end it is the error. */
export const saying = (status: Ending['status'], said: string, ms = 0): Ending => {
  const isError = status === 'failure' || status === 'unknown'
  return { status, text: isError ? '' : said, error: isError ? said : '', data: null, truncated: false, ms }
}

/** A change of which nobody knows yet what became: never *failed*. */
export const unknownYet = (reason: string, ms: number): Ending =>
  saying(
    'unknown',
    `${reason}; it may still run, so the target takes no other change until this is known: ask GET /operations with this request id`,
    ms,
  )
