import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { EngineWait } from '../engine/wait.ts'
import { projectWait, stillRunning } from '../project/wait.ts'
import { together } from '../reading.ts'

export const ContainerWait = z.strictObject({ kind: z.literal('container.wait') })

export const containerWait = read({
  schema: ContainerWait,
  about: 'container',
  summary: 'wait until a container ends',
  sentence: (_, name) => `Wait until the container ${name} ends and show its exit code.`,
  reading: together({
    calls: (_, id) => ({
      end: { method: 'POST', path: `/containers/${id}/wait`, query: { condition: 'not-running' } },
    }),
    answers: z.object({ end: EngineWait }),
    project: ({ end }) => projectWait(end),
    notYet: stillRunning,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['wait'], ['container', 'wait']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
