import { refuse, type Refusal } from '@devops-ai/contract'
import { mostLines } from '../most-lines.ts'
import type { Operation, OperationKind } from '../operation.ts'
import { operations } from '../operations.ts'
import { normalise } from './normalise.ts'
import type { Slots } from './slots.ts'

/** Lines of a log where neither a count nor a time was asked for. */
const recentLines = 100

/** The read with what the intent says of counts, times and errors. */
export function filled(kind: OperationKind, slots: Slots, text: string): Operation | Refusal {
  if (kind === 'container.logs') return logs(slots, text)
  if (slots.lines !== null || slots.seconds !== null)
    return refuse(
      'intent_not_understood',
      `to ${operations[kind].summary} takes neither a count nor a time: it says what is now`,
    )
  switch (kind) {
    case 'container.list':
      return { kind, all: / (?:all|every|any|stopped|exited|including)(?= |$)/.test(text) }
    case 'container.inspect':
    case 'container.health':
    case 'container.stats':
    case 'container.top':
      return { kind }
    default:
      return refuse('internal', `${kind} cannot be read from words`)
  }
}

const wholeLog = / (?:all|full|entire|complete|whole)(?: \S+){0,2} (?:logs?|output)(?= |$)/

/** A time or the whole log asks for all lines of it, as many as one answer holds. */
function logs({ lines, seconds, timestamps }: Slots, text: string): Operation {
  return {
    kind: 'container.logs',
    tail: lines ?? (seconds !== null || wholeLog.test(text) ? mostLines : recentLines),
    ...(seconds !== null && { since_seconds: seconds }),
    errors_only: errorsAlone(text),
    timestamps,
  }
}

const errors = / (?:errors?|exceptions?|failures?|fatal|panics?|tracebacks?|stacktraces?|stack traces?)(?= |$)/
const otherLines = / (?:warnings?|info|debug|everything)(?= |$)/

/** Errors alone, not errors among other things. */
const errorsAlone = (text: string): boolean =>
  errors.test(text.replaceAll(' standard error', '')) && !otherLines.test(text)

/** Does an intent ask for errors alone? Docker has no flag for it, so an interpreter that writes commands needs this. */
export const asksForErrorsOnly = (intent: string): boolean =>
  errorsAlone(
    normalise(intent.slice(0, 2_000))
      .map((word) => ` ${word}`)
      .join(''),
  )
