import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { unprojected } from '../project/unprojected.ts'
import { answers, get } from '../reading.ts'

export const StackPs = z.strictObject({ kind: z.literal('stack.ps') })

export const stackPs = read({
  schema: StackPs,
  about: 'stack',
  summary: 'show the tasks of a stack',
  sentence: (_, name) => `Show the tasks of the stack ${name}.`,
  reading: answers({
    calls: (_, id) => ({
      answer: get('/tasks', { filters: JSON.stringify({ label: [`com.docker.stack.namespace=${id}`] }) }),
    }),
    answers: z.object({ answer: z.unknown() }),
    project: unprojected,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['stack', 'ps']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
