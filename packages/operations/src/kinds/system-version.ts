import { z } from 'zod'
import { onNothing } from '../command.ts'
import { read } from '../definition.ts'
import { unprojected } from '../project/unprojected.ts'
import { answers, get } from '../reading.ts'

export const SystemVersion = z.strictObject({ kind: z.literal('system.version') })

export const systemVersion = read({
  schema: SystemVersion,
  about: 'fleet',
  summary: 'show the version of the engine',
  sentence: () => 'Show the version of each engine.',
  reading: answers({
    calls: () => ({ answer: get('/version') }),
    answers: z.object({ answer: z.unknown() }),
    project: unprojected,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['version']], operands: onNothing, flags: [], marks: [], unsaid: {} },
})
