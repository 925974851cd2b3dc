import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { EngineService } from '../engine/service.ts'
import { projectServices } from '../project/services.ts'
import { answers, get } from '../reading.ts'
import { stackLabel } from '../tasks-of.ts'

export const StackServices = z.strictObject({ kind: z.literal('stack.services') })

export const stackServices = read({
  schema: StackServices,
  about: 'stack',
  summary: 'list the services of a stack',
  sentence: (_, name) => `List the services of the stack ${name}.`,
  reading: answers({
    calls: (_, id) => ({
      services: get('/services', { status: 'true', filters: JSON.stringify(stackLabel(id)) }),
    }),
    answers: z.object({ services: z.array(EngineService) }),
    project: (_, parts) => projectServices(parts),
  }),
  words: {
    phrases: ['@stack (services|service)', '[{show}] [the] @stack services'],
    topics: ['@stack', '@stack + (@service|services)', '@stack + (services|@service) + (replicas|replica)'],
    hints: [],
  },
  command: { words: [['stack', 'services']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
