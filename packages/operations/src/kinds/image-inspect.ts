import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { EngineImage } from '../engine/image.ts'
import { projectImage } from '../project/images.ts'
import { oneAnswer } from '../reading.ts'

export const ImageInspect = z.strictObject({ kind: z.literal('image.inspect') })

export const imageInspect = read({
  schema: ImageInspect,
  about: 'image',
  summary: 'show the details of an image',
  sentence: (_, name) => `Show the details of the image ${name}, without the values of its environment.`,
  reading: oneAnswer({ path: (id) => `/images/${id}/json`, answer: EngineImage, project: projectImage }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['image', 'inspect']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
