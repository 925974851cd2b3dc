import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { EngineNode } from '../engine/node.ts'
import { projectNode } from '../project/nodes.ts'
import { oneAnswer } from '../reading.ts'

export const NodeInspect = z.strictObject({ kind: z.literal('node.inspect') })

export const nodeInspect = read({
  schema: NodeInspect,
  about: 'node',
  summary: 'show the details of a node',
  sentence: (_, name) => `Show the details of the node ${name}.`,
  reading: oneAnswer({ path: (id) => `/nodes/${id}`, answer: EngineNode, project: projectNode }),
  words: {
    phrases: [
      '(inspect|describe) @node',
      '[{show}] [the] @node {details} [(of|for|on) {target}|{target}]',
      '{show} @node [(details|info|information|configuration)]',
    ],
    topics: [
      '@node',
      '@node + {details}',
      '@node + (inspect|details|labels|label|status|state|availability|role|version|engine version|resources|platform|address|drained|active|ready|manager|worker|leader|reachable|cpus|memory|plugins)',
      '(detailed information|details|inspect) + nodes',
    ],
    hints: [],
  },
  command: { words: [['node', 'inspect']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
