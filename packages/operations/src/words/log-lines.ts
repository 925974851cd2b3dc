import { mostLines } from '../most-lines.ts'
import { normalise } from './normalise.ts'
import type { Said } from './said.ts'

/** Lines of a log where neither a count nor a time was asked for. */
const recentLines = 100

const wholeLog =
  / (?:all|full|entire|complete|whole)(?: \S+){0,2} (?:logs?|output|errors)(?= |$)| everything(?: \S+){0,3} (?:logs?|logged|output)(?= |$)/

/** What is said of lines of a log. A time or the whole log asks for all lines of it, as many as one answer holds. */
export const logLines = ({ lines, since, until, timestamps, text }: Said) => ({
  tail: lines ?? (since !== null || until !== null || wholeLog.test(text) ? mostLines : recentLines),
  ...(since !== null && { since_seconds: since }),
  errors_only: errorsAlone(text),
  timestamps,
})

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
