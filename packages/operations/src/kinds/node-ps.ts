import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { tasksOf } from '../tasks-of.ts'

export const NodePs = z.strictObject({ kind: z.literal('node.ps') })

export const nodePs = read({
  schema: NodePs,
  about: 'node',
  summary: 'show the tasks on a node',
  sentence: (_, name) => `Show the tasks on the node ${name}.`,
  reading: tasksOf((id) => ({ tasks: { node: [id] }, services: {} })),
  words: {
    phrases: ['@node (ps|tasks|task)', '[{show}] [the] @node tasks'],
    topics: [
      '@node + (task|tasks)',
      '@node + (running|runs|run|scheduled|placed|assigned|containers|services|replicas|ps)',
      '(task|tasks) + nodes + (running|on)',
    ],
    hints: [],
  },
  command: { words: [['node', 'ps']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
