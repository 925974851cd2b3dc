import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { unprojected } from '../project/unprojected.ts'
import { answers, get } from '../reading.ts'

export const VolumeInspect = z.strictObject({ kind: z.literal('volume.inspect') })

export const volumeInspect = read({
  schema: VolumeInspect,
  about: 'volume',
  summary: 'show the details of a volume',
  sentence: (_, name) => `Show the details of the volume ${name}.`,
  reading: answers({
    calls: (_, id) => ({ answer: get(`/volumes/${id}`) }),
    answers: z.object({ answer: z.unknown() }),
    project: unprojected,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['volume', 'inspect']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
