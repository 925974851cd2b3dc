import { z } from 'zod'
import { onTarget } from '../command.ts'
import { change, seen } from '../definition.ts'
import { isAfter } from '../project/moment.ts'
import { timeout } from '../words/timeout.ts'

export const ContainerRestart = z.strictObject({
  kind: z.literal('container.restart'),
  timeout_seconds: z.int().min(0).max(600).optional(),
})

export const containerRestart = change({
  schema: ContainerRestart,
  about: 'container',
  ofService: 'service.force-update',
  summary: 'restart a container',
  sentence: ({ timeout_seconds }, name) =>
    timeout_seconds === undefined
      ? `Restart the container ${name}.`
      : `Restart the container ${name}, giving it ${timeout_seconds} seconds to end by itself.`,
  words: {
    verbs: [
      { base: 'restart', past: 'restarted', ing: 'restarting', noun: 'restart', alone: true },
      { base: 'reboot', past: 'rebooted', ing: 'rebooting', noun: 'reboot' },
      { base: 'bounce', past: 'bounced', ing: 'bouncing', noun: 'bounce' },
      { base: 'recycle', past: 'recycled', ing: 'recycling' },
      { base: 'cycle', past: 'cycled', ing: 'cycling' },
      { base: 'power cycle', past: 'power cycled', ing: 'power cycling', noun: 'power cycle' },
      { base: 'relaunch', past: 'relaunched', ing: 'relaunching', noun: 'relaunch' },
      { base: 'kick', past: 'kicked', ing: 'kicking', noun: 'kick' },
      { base: 'rolling restart', past: 'rolling restarted', ing: 'rolling restarting', alone: true },
    ],
    behind: '[[,] {timeout}]',
    serves: ['recovery', 'reread', 'relief', 'meanwhile', 'harm', 'access', 'over'],
    phrases: [
      '[(do|perform|trigger|start|run|initiate|we need|i need)] [a|the] rolling restart (on|for|of) {target}',
      '[a] rolling restart of {target}',
      'restart {target} [in] (one at a time|1 (replica|container|instance|copy) at a time|one by one|in a rolling fashion|rolling)',
    ],
    fill: timeout,
  },
  command: {
    words: [['restart'], ['container', 'restart']],
    operands: onTarget,
    flags: [{ spellings: ['-t', '--time', '--timeout'], field: 'timeout_seconds', value: 'seconds' }],
    marks: [],
    unsaid: {},
  },
  // One call of the engine, never a stop and a start: a stop removes an AutoRemove container, a restart keeps it.
  call: ({ timeout_seconds }, { id }) => ({
    method: 'POST',
    path: `/containers/${id}/restart`,
    query: timeout_seconds === undefined ? {} : { t: String(timeout_seconds) },
  }),
  interrupts: (before) => before.status === 'running' || before.status === 'restarting',
  undo: () => null,
  witness: (before, after) => seen(after?.status === 'running' && isAfter(after.started_at, before.started_at)),
  rolls: true,
})
