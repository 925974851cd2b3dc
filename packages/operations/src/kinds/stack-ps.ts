import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { stackLabel, tasksOf } from '../tasks-of.ts'

export const StackPs = z.strictObject({ kind: z.literal('stack.ps') })

export const stackPs = read({
  schema: StackPs,
  about: 'stack',
  summary: 'show the tasks of a stack',
  sentence: (_, name) => `Show the tasks of the stack ${name}.`,
  reading: tasksOf((id) => ({ tasks: stackLabel(id), services: stackLabel(id) })),
  words: {
    phrases: ['@stack (ps|tasks|task)', '[{show}] [the] @stack tasks'],
    topics: [
      '@stack + (task|tasks)',
      '@stack + (ps|containers|running|failed|placed|nodes)',
      '@stack + (task|tasks) + (state|failed|running|placed|node|nodes|where)',
    ],
    hints: [],
  },
  command: { words: [['stack', 'ps']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
