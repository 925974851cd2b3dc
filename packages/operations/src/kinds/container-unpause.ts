import { z } from 'zod'
import { onTarget } from '../command.ts'
import { change, seen } from '../definition.ts'

export const ContainerUnpause = z.strictObject({ kind: z.literal('container.unpause') })

export const containerUnpause = change({
  schema: ContainerUnpause,
  about: 'container',
  summary: 'resume a paused container',
  sentence: (_, name) => `Resume all processes of the paused container ${name}.`,
  words: {
    verbs: [
      { base: 'unpause', past: 'unpaused', ing: 'unpausing', alone: true },
      { base: 'resume', past: 'resumed', ing: 'resuming' },
      { base: 'unfreeze', past: 'unfrozen', ing: 'unfreezing', alone: true },
      { base: 'unsuspend', past: 'unsuspended', ing: 'unsuspending' },
      { base: 'thaw', past: 'thawed', ing: 'thawing' },
      { base: 'continue', past: 'continued', ing: 'continuing' },
    ],
    serves: ['recovery', 'over'],
    phrases: [
      '(unpause|resume|unfreeze) [all] [the|its] [paused] processes (within|in|inside|of) {target}',
      'take {target} off pause',
    ],
  },
  command: {
    words: [['unpause'], ['container', 'unpause']],
    operands: onTarget,
    flags: [],
    marks: [],
    unsaid: {},
  },
  call: (_, { id }) => ({ method: 'POST', path: `/containers/${id}/unpause`, query: {} }),
  interrupts: () => false,
  undo: (_, before) => (before.status === 'paused' ? { kind: 'container.pause' } : null),
  witness: (_, after) => seen(after?.status === 'running'),
})
