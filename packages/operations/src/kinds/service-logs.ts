import { refuse } from '@devops-ai/contract'
import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { mostLines } from '../most-lines.ts'
import { logFacts } from '../project/logs.ts'
import { get } from '../reading.ts'
import { unixTime } from '../unix-time.ts'
import { logLines } from '../words/log-lines.ts'

/** `errors_only` is a filter of ours that Docker has no flag for. */
export const ServiceLogs = z.strictObject({
  kind: z.literal('service.logs'),
  tail: z.int().min(1).max(mostLines),
  since_seconds: z
    .int()
    .min(1)
    .max(366 * 86_400)
    .optional(),
  errors_only: z.boolean(),
  timestamps: z.boolean(),
})

export const serviceLogs = read({
  schema: ServiceLogs,
  about: 'service',
  isOwnWords: true,
  summary: 'show recent logs of a Swarm service',
  sentence: ({ tail, since_seconds, errors_only, timestamps }, name) => {
    const what = errors_only ? 'the lines that look like errors among the last' : 'the last'
    const lines = tail === 1 ? 'log line' : `${tail} log lines`
    const since = since_seconds === undefined ? '' : ` from the last ${since_seconds} seconds`
    return `Show ${what} ${lines} of each task of the Swarm service ${name}${since}${timestamps ? ', with timestamps' : ''}.`
  },
  reading: (schema) => ({
    from: 'log',
    of: 'service',
    call: (operation, id, now) => {
      const { tail, since_seconds, timestamps } = schema.parse(operation)
      return get(`/services/${id}/logs`, {
        stdout: '1',
        stderr: '1',
        tail: String(tail),
        timestamps: timestamps ? '1' : '0',
        ...(since_seconds !== undefined && { since: unixTime(now, since_seconds) }),
      })
    },
    project: (operation, { lines, truncated }) => {
      const { errors_only } = schema.parse(operation)
      // The engine counts lines for each task, so that of all together more may come than were asked for.
      return logFacts(lines, { errorsOnly: errors_only, tail: mostLines, truncated })
    },
  }),
  words: {
    phrases: [],
    topics: ['(log|logs|error|errors) + (task|tasks)', '(log|logs|error|errors) + (task|tasks) + (@swarm|{target})'],
    hints: [],
    fill: (said) =>
      said.until === null
        ? logLines(said)
        : refuse('intent_not_understood', 'the logs of a Swarm service have no end in time; ask since when'),
  },
  command: {
    words: [['service', 'logs']],
    operands: onTarget,
    flags: [
      { spellings: ['--tail', '-n'], field: 'tail', value: 'count' },
      { spellings: ['--since'], field: 'since_seconds', value: 'span' },
      { spellings: ['--timestamps', '-t'], field: 'timestamps', value: 'switch' },
    ],
    marks: [],
    // Docker's own meaning of no --tail is all lines, so it is the most that we give.
    unsaid: { tail: mostLines, errors_only: false, timestamps: false },
  },
})
