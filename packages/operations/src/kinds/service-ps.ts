import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { tasksOf } from '../tasks-of.ts'

export const ServicePs = z.strictObject({ kind: z.literal('service.ps') })

export const servicePs = read({
  schema: ServicePs,
  about: 'service',
  summary: 'show the tasks of a Swarm service',
  sentence: (_, name) => `Show the tasks of the Swarm service ${name}.`,
  reading: tasksOf((id) => ({ tasks: { service: [id] }, services: { id: [id] } })),
  words: {
    phrases: [
      '(service|@service|@swarm) ps',
      '[{show}] [the|all] [service|@service|@swarm] tasks [(of|for|in) ({target}|@swarm)]',
    ],
    topics: [
      'tasks',
      'task',
      '(task|tasks) + ({target}|@swarm)',
      '(task|tasks) + services',
      'replicas',
      '(nodes|where|machines|hosts) + (replicas|tasks|task|replica)',
      '(nodes|where|machines|hosts) + (@service|@swarm|{target}) + (run|runs|running|placed|scheduled|deployed)',
      '(which|what) @node + {target}',
    ],
    hints: [],
  },
  command: { words: [['service', 'ps']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
