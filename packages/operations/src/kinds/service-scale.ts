import { z } from 'zod'
import { seen, serviceChange } from '../definition.ts'
import { updateService } from '../update-service.ts'

export const ServiceScale = z.strictObject({
  kind: z.literal('service.scale'),
  replicas: z.int('expected NAME=REPLICAS, e.g. web=3').min(0).max(1_000),
})

export const serviceScale = serviceChange({
  schema: ServiceScale,
  about: 'service',
  summary: 'change how many replicas a Swarm service has',
  sentence: ({ replicas }, name) =>
    `Scale the Swarm service ${name} to ${replicas === 1 ? '1 replica' : `${replicas} replicas`}.`,
  words: { verbs: [], phrases: [] },
  command: {
    words: [['service', 'scale']],
    operands: [{ is: 'assignment', field: 'replicas', value: 'number' }],
    flags: [],
    marks: [],
    unsaid: {},
  },
  call: ({ replicas }, reached, before) =>
    updateService(reached, before, (specification) => ({
      ...specification,
      Mode: {
        ...specification.Mode,
        Replicated: { ...specification.Mode?.Replicated, Replicas: replicas },
      },
    })),
  unfit: (_, { replicas }) =>
    replicas === null ? 'the service has no number of replicas: it runs on every node, or as a job' : null,
  interrupts: (before, { replicas }) => replicas < (before.replicas ?? 0),
  undo: ({ replicas }, before) =>
    before.replicas === null || before.replicas === replicas
      ? null
      : { kind: 'service.scale', replicas: before.replicas },
  witness: (_, after, { replicas }) => (after === null ? 'cannot_tell' : seen(after.replicas === replicas)),
})
