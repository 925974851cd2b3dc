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
  words: {
    phrases: ['[{show}] [all|all the|the|a list of] [swarm|docker|cluster] nodes'],
    topics: [
      'nodes',
      'nodes + swarm',
      '(swarm|cluster|worker|manager) nodes',
      'nodes + (swarm|cluster|up|down|ready|drained|leader|available)',
      '(leader|managers)',
      '(swarm|cluster) (leader|leaders|members|managers|workers|nodes)',
      '(which|what) @node + (leader|manager|managers)',
      '(leader|members|managers|workers|machines|hosts) + swarm',
    ],
    hints: ['workers'],
  },
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
