import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { unprojected } from '../project/unprojected.ts'
import { answers, get } from '../reading.ts'

export const ImageInspect = z.strictObject({ kind: z.literal('image.inspect') })

export const imageInspect = read({
  schema: ImageInspect,
  about: 'image',
  summary: 'show the details of an image',
  sentence: (_, name) => `Show the details of the image ${name}, without the values of its environment.`,
  reading: answers({
    calls: (_, id) => ({ answer: get(`/images/${id}/json`) }),
    answers: z.object({ answer: z.unknown() }),
    project: unprojected,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['image', 'inspect']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
