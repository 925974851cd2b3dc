import { z } from 'zod'
import { onTarget } from '../command.ts'
import { change, seen } from '../definition.ts'
import { isAfter } from '../project/moment.ts'
import { timeout } from '../words/timeout.ts'

export const ContainerStop = z.strictObject({
  kind: z.literal('container.stop'),
  timeout_seconds: z.int().min(0).max(600).optional(),
})

export const containerStop = change({
  schema: ContainerStop,
  about: 'container',
  summary: 'stop a running container',
  sentence: ({ timeout_seconds }, name) =>
    timeout_seconds === undefined
      ? `Stop the container ${name}.`
      : `Stop the container ${name}, giving it ${timeout_seconds} seconds to end by itself.`,
  words: {
    verbs: [
      { base: 'stop', past: 'stopped', ing: 'stopping' },
      { base: 'halt', past: 'halted', ing: 'halting' },
      { base: 'shutdown', past: 'shut down', ing: 'shutting down', noun: 'shutdown' },
      { base: 'shut', past: 'shut', ing: 'shutting', particle: 'down' },
      { base: 'shut', past: 'shut', ing: 'shutting', particle: 'off' },
      { base: 'take', past: 'taken', ing: 'taking', particle: 'down' },
      { base: 'take', past: 'taken', ing: 'taking', particle: 'offline' },
      { base: 'bring', past: 'brought', ing: 'bringing', particle: 'down' },
      { base: 'turn', past: 'turned', ing: 'turning', particle: 'off' },
      { base: 'switch', past: 'switched', ing: 'switching', particle: 'off' },
      { base: 'power', past: 'powered', ing: 'powering', particle: 'off' },
      { base: 'power', past: 'powered', ing: 'powering', particle: 'down' },
    ],
    behind: '[[,] {timeout}]',
    serves: ['unneeded', 'recovery', 'relief', 'meanwhile', 'harm'],
    phrases: [],
    fill: timeout,
  },
  command: {
    words: [['stop'], ['container', 'stop']],
    operands: onTarget,
    flags: [{ spellings: ['-t', '--time', '--timeout'], field: 'timeout_seconds', value: 'seconds' }],
    marks: [],
    unsaid: {},
  },
  call: ({ timeout_seconds }, { id }) => ({
    method: 'POST',
    path: `/containers/${id}/stop`,
    query: timeout_seconds === undefined ? {} : { t: String(timeout_seconds) },
  }),
  interrupts: (before) => before.status === 'running' || before.status === 'restarting',
  // The engine removes an AutoRemove container with its anonymous volumes as soon as it stops.
  losesData: (before) => before.auto_remove,
  undo: (_, before) => (!before.auto_remove && before.status === 'running' ? { kind: 'container.start' } : null),
  witness: (before, after) =>
    // What was to be removed as soon as it stopped is gone.
    seen(
      after === null
        ? before.auto_remove
        : after.status === 'exited' && (before.status === 'exited' || isAfter(after.finished_at, before.finished_at)),
    ),
})
