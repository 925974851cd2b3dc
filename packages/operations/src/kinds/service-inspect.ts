import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { unprojected } from '../project/unprojected.ts'
import { answers, get } from '../reading.ts'

export const ServiceInspect = z.strictObject({ kind: z.literal('service.inspect') })

export const serviceInspect = read({
  schema: ServiceInspect,
  about: 'service',
  summary: 'show the details of a Swarm service',
  sentence: (_, name) => `Show the details of the Swarm service ${name}, without the values of its environment.`,
  reading: answers({
    calls: (_, id) => ({ answer: get(`/services/${id}`) }),
    answers: z.object({ answer: z.unknown() }),
    project: unprojected,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['service', 'inspect']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
