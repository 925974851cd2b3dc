import { z } from 'zod'
import { onNothing } from '../command.ts'
import { read } from '../definition.ts'
import { EngineNode } from '../engine/node.ts'
import { projectNodes } from '../project/nodes.ts'
import { answers, get } from '../reading.ts'

export const NodeList = z.strictObject({ kind: z.literal('node.list') })

export const nodeList = read({
  schema: NodeList,
  about: 'fleet',
  summary: 'list the nodes of the swarm',
  sentence: () => 'List the nodes of the swarm.',
  reading: answers({
    calls: () => ({ nodes: get('/nodes') }),
    answers: z.object({ nodes: z.array(EngineNode) }),
    project: (_, parts) => projectNodes(parts),
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: {
    words: [
      ['node', 'ls'],
      ['node', 'list'],
    ],
    operands: onNothing,
    flags: [],
    marks: [],
    unsaid: {},
  },
})
