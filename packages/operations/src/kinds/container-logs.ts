import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { mostLines } from '../most-lines.ts'
import { logFacts } from '../project/logs.ts'
import { get } from '../reading.ts'
import { unixTime } from '../unix-time.ts'
import { logLines } from '../words/log-lines.ts'

const mostSeconds = 366 * 86_400

/** `errors_only` is a filter of ours that Docker has no flag for. */
export const ContainerLogs = z.strictObject({
  kind: z.literal('container.logs'),
  tail: z.int().min(1).max(mostLines),
  since_seconds: z.int().min(1).max(mostSeconds).optional(),
  until_seconds: z.int().min(0).max(mostSeconds).optional(),
  errors_only: z.boolean(),
  timestamps: z.boolean(),
})

export const containerLogs = read({
  schema: ContainerLogs,
  about: 'container',
  isOwnWords: true,
  ofService: 'service.logs',
  summary: 'show recent logs of a container',
  sentence: ({ tail, since_seconds, until_seconds, errors_only, timestamps }, name) => {
    const what = errors_only ? 'the lines that look like errors among the last' : 'the last'
    const lines = tail === 1 ? 'log line' : `${tail} log lines`
    const since = since_seconds === undefined ? '' : ` from the last ${since_seconds} seconds`
    const until = until_seconds === undefined ? '' : `, but not from the last ${until_seconds} seconds`
    return `Show ${what} ${lines} of the container ${name}${since}${until}${timestamps ? ', with timestamps' : ''}.`
  },
  reading: () => ({
    from: 'log',
    of: 'container',
    call: (operation, id, now) => {
      const { tail, since_seconds, until_seconds, timestamps } = ContainerLogs.parse(operation)
      return get(`/containers/${id}/logs`, {
        stdout: '1',
        stderr: '1',
        tail: String(tail),
        timestamps: timestamps ? '1' : '0',
        ...(since_seconds !== undefined && { since: unixTime(now, since_seconds) }),
        ...(until_seconds !== undefined && { until: unixTime(now, until_seconds) }),
      })
    },
    project: (operation, { lines, truncated }) => {
      const { tail, errors_only } = ContainerLogs.parse(operation)
      return logFacts(lines, { errorsOnly: errors_only, tail, truncated })
    },
  }),
  words: {
    phrases: [
      '[{show}] [the] {which} (logs|log|error logs|error log|errors|log output|log lines|log entries|exceptions) [(of|for|from) {target}]',
      '{show} {target} (logs|log|error logs|errors|exceptions)',
      'check [the] logs [for errors]',
      'tail [{target}] [logs]',
      '(what do|what are in|what is in) the logs [say]',
    ],
    topics: [
      '@lines',
      'log',
      'logs',
      'log (file|files|entries|lines|messages|output|lines)',
      'logfile',
      'logfiles',
      'logging',
      'logged',
      'output',
      'outputs',
      '(console|stdout|standard) output',
      'stdout',
      'stderr',
      'standard error',
      '(error|log|console|warning) (message|messages|output|log|logs|line|lines|entries)',
      'error',
      'errors',
      'exception',
      'exceptions',
      'stacktrace',
      'stacktraces',
      'stack (trace|traces)',
      '@stack (trace|traces)',
      'traceback',
      'tracebacks',
      'did {target} [just|last] (print|log|output|say)',
      'is {target} (printing|writing|saying)',
      '{target} (is|was|has been) (printing|writing|saying|logging)',
      '{target} (printed|wrote|said|logged)',
      'warnings',
      'fatal',
      'panics',
      'panic',
    ],
    hints: ['tail', 'messages', 'failures', 'lines', 'printed', 'print', 'write', 'wrote', 'written'],
    fill: (said) => ({ ...logLines(said), ...(said.until !== null && { until_seconds: said.until }) }),
  },
  command: {
    words: [['logs'], ['container', 'logs']],
    operands: onTarget,
    flags: [
      { spellings: ['--tail', '-n'], field: 'tail', value: 'count' },
      { spellings: ['--since'], field: 'since_seconds', value: 'span' },
      { spellings: ['--until'], field: 'until_seconds', value: 'span' },
      { spellings: ['--timestamps', '-t'], field: 'timestamps', value: 'switch' },
    ],
    marks: [],
    // Docker's own meaning of no --tail is all lines, so it is the most that we give.
    unsaid: { tail: mostLines, errors_only: false, timestamps: false },
  },
})
