import { z } from 'zod'
import { change } from '../definition.ts'

export const ContainerUnpause = z.strictObject({ kind: z.literal('container.unpause') })

export const containerUnpause = change({
  schema: ContainerUnpause,
  summary: 'resume a paused container',
  sentence: (_, name) => `Resume all processes of the paused container ${name}.`,
  words: {
    verbs: [
      { base: 'unpause', past: 'unpaused', ing: 'unpausing', alone: true },
      { base: 'resume', past: 'resumed', ing: 'resuming' },
      { base: 'unfreeze', past: 'unfrozen', ing: 'unfreezing', alone: true },
      { base: 'unsuspend', past: 'unsuspended', ing: 'unsuspending' },
      { base: 'thaw', past: 'thawed', ing: 'thawing' },
    ],
    phrases: [
      '(unpause|resume|unfreeze) all [paused] processes (within|in|inside|of) {target}',
      'take {target} off pause',
    ],
  },
  command: {
    words: [['unpause'], ['container', 'unpause']],
    target: 'one',
    flags: [],
    marks: [],
    unsaid: {},
  },
  call: (_, id) => ({ method: 'POST', path: `/containers/${id}/unpause`, query: {} }),
  interrupts: () => false,
  losesData: () => false,
  undo: (_, before) => (before.status === 'paused' ? { kind: 'container.pause' } : null),
  happened: (_, after) => after.status === 'running',
})
