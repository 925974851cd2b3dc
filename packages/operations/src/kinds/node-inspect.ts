import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { unprojected } from '../project/unprojected.ts'
import { answers, get } from '../reading.ts'

export const NodeInspect = z.strictObject({ kind: z.literal('node.inspect') })

export const nodeInspect = read({
  schema: NodeInspect,
  about: 'node',
  summary: 'show the details of a node',
  sentence: (_, name) => `Show the details of the node ${name}.`,
  reading: answers({
    calls: (_, id) => ({ answer: get(`/nodes/${id}`) }),
    answers: z.object({ answer: z.unknown() }),
    project: unprojected,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['node', 'inspect']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
