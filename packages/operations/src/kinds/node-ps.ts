import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { unprojected } from '../project/unprojected.ts'
import { answers, get } from '../reading.ts'

export const NodePs = z.strictObject({ kind: z.literal('node.ps') })

export const nodePs = read({
  schema: NodePs,
  about: 'node',
  summary: 'show the tasks on a node',
  sentence: (_, name) => `Show the tasks on the node ${name}.`,
  reading: answers({
    calls: (_, id) => ({ answer: get('/tasks', { filters: JSON.stringify({ node: [id] }) }) }),
    answers: z.object({ answer: z.unknown() }),
    project: unprojected,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['node', 'ps']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
