import { z } from 'zod'
import { onTarget } from '../command.ts'
import { change, seen } from '../definition.ts'
import { isAfter } from '../project/moment.ts'

export const ContainerStart = z.strictObject({ kind: z.literal('container.start') })

export const containerStart = change({
  schema: ContainerStart,
  about: 'container',
  summary: 'start a stopped container',
  sentence: (_, name) => `Start the container ${name}.`,
  words: {
    verbs: [
      { base: 'start', past: 'started', ing: 'starting', alone: true },
      { base: 'start', past: 'started', ing: 'starting', particle: 'up' },
      { base: 'startup', past: 'started', ing: 'starting' },
      { base: 'boot', past: 'booted', ing: 'booting' },
      { base: 'boot', past: 'booted', ing: 'booting', particle: 'up' },
      { base: 'launch', past: 'launched', ing: 'launching' },
      { base: 'bring', past: 'brought', ing: 'bringing', particle: 'up' },
      { base: 'bring', past: 'brought', ing: 'bringing', particle: 'online' },
      { base: 'turn', past: 'turned', ing: 'turning', particle: 'on' },
      { base: 'switch', past: 'switched', ing: 'switching', particle: 'on' },
      { base: 'power', past: 'powered', ing: 'powering', particle: 'on' },
      { base: 'power', past: 'powered', ing: 'powering', particle: 'up' },
      { base: 'fire', past: 'fired', ing: 'firing', particle: 'up' },
      { base: 'spin', past: 'spun', ing: 'spinning', particle: 'up' },
    ],
    serves: ['recovery', 'over'],
    phrases: [
      'bring {target} back [up|online]',
      'bring back [up|online] {target}',
      'get {target} [back] (up|running|online|up and running)',
      'start {target} back up',
    ],
  },
  command: {
    words: [['start'], ['container', 'start']],
    operands: onTarget,
    flags: [],
    marks: [],
    unsaid: {},
  },
  call: (_, { id }) => ({ method: 'POST', path: `/containers/${id}/start`, query: {} }),
  interrupts: () => false,
  // What removes itself when it ends is not stopped to take back its start.
  undo: (_, { status, auto_remove }) =>
    (status === 'exited' || status === 'created') && !auto_remove ? { kind: 'container.stop' } : null,
  witness: (before, after) =>
    seen(after?.status === 'running' && (before.status === 'running' || isAfter(after.started_at, before.started_at))),
})
