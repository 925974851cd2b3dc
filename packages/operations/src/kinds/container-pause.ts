import { z } from 'zod'
import { change } from '../definition.ts'

export const ContainerPause = z.strictObject({ kind: z.literal('container.pause') })

export const containerPause = change({
  schema: ContainerPause,
  summary: 'pause all processes of a container',
  sentence: (_, name) => `Pause all processes of the container ${name}.`,
  words: {
    verbs: [
      { base: 'pause', past: 'paused', ing: 'pausing' },
      { base: 'freeze', past: 'frozen', ing: 'freezing' },
      { base: 'suspend', past: 'suspended', ing: 'suspending' },
    ],
    phrases: ['put {target} on pause', '(pause|freeze|suspend) all [running] processes (within|in|inside|of) {target}'],
  },
  command: {
    words: [['pause'], ['container', 'pause']],
    target: 'one',
    flags: [],
    marks: [],
    unsaid: {},
  },
  call: (_, id) => ({ method: 'POST', path: `/containers/${id}/pause`, query: {} }),
  interrupts: (before) => before.status === 'running',
  losesData: () => false,
  undo: (_, before) => (before.status === 'running' ? { kind: 'container.unpause' } : null),
  happened: (_, after) => after.status === 'paused',
})
