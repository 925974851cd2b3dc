import { z } from 'zod'
import { onTarget } from '../command.ts'
import { seen, serviceChange } from '../definition.ts'
import { updateService } from '../update-service.ts'

export const ServiceForceUpdate = z.strictObject({ kind: z.literal('service.force-update') })

export const serviceForceUpdate = serviceChange({
  schema: ServiceForceUpdate,
  about: 'service',
  summary: 'restart the tasks of a Swarm service one after another',
  sentence: (_, name) => `Restart all tasks of the Swarm service ${name}, as its update settings say.`,
  words: { verbs: [], phrases: [] },
  command: {
    words: [['service', 'update']],
    operands: onTarget,
    flags: [],
    marks: [{ spellings: ['--force'], values: [], role: 'chooses' }],
    unsaid: {},
  },
  call: (_, reached, before) =>
    updateService(reached, before, (specification) => ({
      ...specification,
      TaskTemplate: { ...specification.TaskTemplate, ForceUpdate: before.force_update + 1 },
    })),
  interrupts: ({ replicas }) => replicas !== 0,
  undo: () => null,
  witness: (before, after) => (after === null ? 'cannot_tell' : seen(after.force_update > before.force_update)),
})
