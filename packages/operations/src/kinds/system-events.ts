import { z } from 'zod'
import { onNothing } from '../command.ts'
import { read } from '../definition.ts'
import { projectEvents } from '../project/events.ts'
import { durationText } from '../project/projection.ts'
import { get } from '../reading.ts'
import { unixTime } from '../unix-time.ts'

const mostSeconds = 366 * 86_400
/** The window where none is said: the last hour. */
const recent = 3600
const bounded = 'events never end by themselves: expected --since and --until, e.g. --since 10m --until 0s'

/** A window that lies in the past: it ended `until_seconds` ago. */
export const SystemEvents = z
  .strictObject({
    kind: z.literal('system.events'),
    since_seconds: z.int(bounded).min(1).max(mostSeconds),
    until_seconds: z.int(bounded).min(0).max(mostSeconds),
  })
  .refine(
    ({ since_seconds, until_seconds }) => until_seconds < since_seconds,
    'expected a window that begins before it ends: --since further back than --until',
  )

export const systemEvents = read({
  schema: SystemEvents,
  about: 'fleet',
  summary: 'show what happened on the engine lately',
  sentence: ({ since_seconds, until_seconds }) =>
    `Show the events of each engine from the last ${durationText(since_seconds)}${until_seconds === 0 ? '' : `, but not from the last ${durationText(until_seconds)}`}.`,
  reading: (schema) => ({
    from: 'events',
    call: (operation, now) => {
      const { since_seconds, until_seconds } = schema.parse(operation)
      return get('/events', { since: unixTime(now, since_seconds), until: unixTime(now, until_seconds) })
    },
    project: (_, parts) => projectEvents(parts),
  }),
  words: {
    phrases: [
      '[{show}] [the|all|any] [recent|latest|real time|live|docker|daemon|engine|@engine] (events|event log|event stream)',
    ],
    topics: [
      'events',
      '(event|events) (log|stream|history|feed)',
      'events + @engine',
      '(stream|list|log) of [@engine] events',
      '(docker|daemon|engine|system|real time) events',
      '(happened|happening|went on|going on|occurred) + (docker|@engine)',
    ],
    hints: [],
    fill: ({ since, until }) => ({ since_seconds: since ?? recent, until_seconds: until ?? 0 }),
  },
  command: {
    words: [['events'], ['system', 'events']],
    operands: onNothing,
    flags: [
      { spellings: ['--since'], field: 'since_seconds', value: 'span' },
      { spellings: ['--until'], field: 'until_seconds', value: 'span' },
    ],
    marks: [],
    unsaid: {},
  },
})
