import { z } from 'zod'
import { onNothing } from '../command.ts'
import { read } from '../definition.ts'
import { EngineService } from '../engine/service.ts'
import { projectServices } from '../project/services.ts'
import { answers, get } from '../reading.ts'

export const ServiceList = z.strictObject({ kind: z.literal('service.list') })

export const serviceList = read({
  schema: ServiceList,
  about: 'fleet',
  summary: 'list the Swarm services',
  sentence: () => 'List the Swarm services.',
  reading: answers({
    calls: () => ({ services: get('/services', { status: 'true' }) }),
    answers: z.object({ services: z.array(EngineService) }),
    project: (_, parts) => projectServices(parts),
  }),
  words: {
    phrases: ['[{show}] [all|all the|the|a list of] [swarm|docker] services', '(service|@service) ls'],
    topics: ['services', 'swarm services', 'services + swarm', 'services + @engine'],
    hints: [],
  },
  command: {
    words: [
      ['service', 'ls'],
      ['service', 'list'],
    ],
    operands: onNothing,
    flags: [],
    marks: [],
    unsaid: {},
  },
})
