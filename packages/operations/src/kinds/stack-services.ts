import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { unprojected } from '../project/unprojected.ts'
import { answers, get } from '../reading.ts'

export const StackServices = z.strictObject({ kind: z.literal('stack.services') })

export const stackServices = read({
  schema: StackServices,
  about: 'stack',
  summary: 'list the services of a stack',
  sentence: (_, name) => `List the services of the stack ${name}.`,
  reading: answers({
    calls: (_, id) => ({
      answer: get('/services', {
        status: 'true',
        filters: JSON.stringify({ label: [`com.docker.stack.namespace=${id}`] }),
      }),
    }),
    answers: z.object({ answer: z.unknown() }),
    project: unprojected,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['stack', 'services']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
