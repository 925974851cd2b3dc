import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { unprojected } from '../project/unprojected.ts'
import { answers, get } from '../reading.ts'

export const NetworkInspect = z.strictObject({ kind: z.literal('network.inspect') })

export const networkInspect = read({
  schema: NetworkInspect,
  about: 'network',
  summary: 'show the details of a network',
  sentence: (_, name) => `Show the details of the network ${name}.`,
  reading: answers({
    calls: (_, id) => ({ answer: get(`/networks/${id}`) }),
    answers: z.object({ answer: z.unknown() }),
    project: unprojected,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['network', 'inspect']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
