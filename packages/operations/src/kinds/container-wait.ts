import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { unprojected } from '../project/unprojected.ts'
import { answers } from '../reading.ts'

export const ContainerWait = z.strictObject({ kind: z.literal('container.wait') })

export const containerWait = read({
  schema: ContainerWait,
  about: 'container',
  summary: 'wait until a container ends',
  sentence: (_, name) => `Wait until the container ${name} ends and show its exit code.`,
  reading: answers({
    calls: (_, id) => ({
      answer: { method: 'POST', path: `/containers/${id}/wait`, query: { condition: 'not-running' } },
    }),
    answers: z.object({ answer: z.unknown() }),
    project: unprojected,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['wait'], ['container', 'wait']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
