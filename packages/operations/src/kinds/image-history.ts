import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { unprojected } from '../project/unprojected.ts'
import { answers, get } from '../reading.ts'

export const ImageHistory = z.strictObject({ kind: z.literal('image.history') })

export const imageHistory = read({
  schema: ImageHistory,
  about: 'image',
  summary: 'show how an image was made',
  sentence: (_, name) => `Show the layers of the image ${name} and how each was made.`,
  reading: answers({
    calls: (_, id) => ({ answer: get(`/images/${id}/history`) }),
    answers: z.object({ answer: z.unknown() }),
    project: unprojected,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['history'], ['image', 'history']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
