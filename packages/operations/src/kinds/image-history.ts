import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { EngineLayer } from '../engine/image.ts'
import { projectHistory } from '../project/history.ts'
import { oneAnswer } from '../reading.ts'

export const ImageHistory = z.strictObject({ kind: z.literal('image.history') })

export const imageHistory = read({
  schema: ImageHistory,
  about: 'image',
  summary: 'show how an image was made',
  sentence: (_, name) => `Show the layers of the image ${name} and how each was made.`,
  reading: oneAnswer({ path: (id) => `/images/${id}/history`, answer: z.array(EngineLayer), project: projectHistory }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['history'], ['image', 'history']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
