import { z } from 'zod'
import { onNothing } from '../command.ts'
import { read } from '../definition.ts'
import { unprojected } from '../project/unprojected.ts'
import { answers, get } from '../reading.ts'

export const NetworkList = z.strictObject({ kind: z.literal('network.list') })

export const networkList = read({
  schema: NetworkList,
  about: 'fleet',
  summary: 'list the networks',
  sentence: () => 'List the networks.',
  reading: answers({
    calls: () => ({ answer: get('/networks') }),
    answers: z.object({ answer: z.unknown() }),
    project: unprojected,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: {
    words: [
      ['network', 'ls'],
      ['network', 'list'],
    ],
    operands: onNothing,
    flags: [],
    marks: [],
    unsaid: {},
  },
})
