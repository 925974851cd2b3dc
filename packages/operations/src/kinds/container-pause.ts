import { z } from 'zod'
import { onTarget } from '../command.ts'
import { change, seen } from '../definition.ts'

export const ContainerPause = z.strictObject({ kind: z.literal('container.pause') })

export const containerPause = change({
  schema: ContainerPause,
  about: 'container',
  summary: 'pause all processes of a container',
  sentence: (_, name) => `Pause all processes of the container ${name}.`,
  words: {
    verbs: [
      { base: 'pause', past: 'paused', ing: 'pausing' },
      { base: 'freeze', past: 'frozen', ing: 'freezing' },
      { base: 'suspend', past: 'suspended', ing: 'suspending' },
    ],
    serves: ['unneeded', 'relief', 'meanwhile', 'harm'],
    phrases: [
      'put {target} on pause',
      '(pause|freeze|suspend) [all] [the|its] [running] processes (within|in|inside|of) {target}',
    ],
  },
  command: {
    words: [['pause'], ['container', 'pause']],
    operands: onTarget,
    flags: [],
    marks: [],
    unsaid: {},
  },
  call: (_, { id }) => ({ method: 'POST', path: `/containers/${id}/pause`, query: {} }),
  interrupts: (before) => before.status === 'running',
  undo: (_, before) => (before.status === 'running' ? { kind: 'container.unpause' } : null),
  witness: (_, after) => seen(after?.status === 'paused'),
})
