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
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['service', 'ps']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
