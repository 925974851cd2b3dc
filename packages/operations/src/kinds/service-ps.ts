import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { unprojected } from '../project/unprojected.ts'
import { answers, get } from '../reading.ts'

export const ServicePs = z.strictObject({ kind: z.literal('service.ps') })

export const servicePs = read({
  schema: ServicePs,
  about: 'service',
  summary: 'show the tasks of a Swarm service',
  sentence: (_, name) => `Show the tasks of the Swarm service ${name}.`,
  reading: answers({
    calls: (_, id) => ({ answer: get('/tasks', { filters: JSON.stringify({ service: [id] }) }) }),
    answers: z.object({ answer: z.unknown() }),
    project: unprojected,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['service', 'ps']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
