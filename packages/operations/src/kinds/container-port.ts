import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { unprojected } from '../project/unprojected.ts'
import { answers, get } from '../reading.ts'

export const ContainerPort = z.strictObject({ kind: z.literal('container.port') })

export const containerPort = read({
  schema: ContainerPort,
  about: 'container',
  summary: 'show the published ports of a container',
  sentence: (_, name) => `Show the published ports of the container ${name}.`,
  reading: answers({
    calls: (_, id) => ({ answer: get(`/containers/${id}/json`) }),
    answers: z.object({ answer: z.unknown() }),
    project: unprojected,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['port'], ['container', 'port']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
