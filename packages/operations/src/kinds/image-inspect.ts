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
  words: {
    phrases: [
      '(inspect|describe) @image',
      '[{show}] [the] @image {details} [(of|for|on) {target}|{target}]',
      '{show} @image [(details|info|information|configuration|metadata)]',
    ],
    topics: [
      '@image',
      '@image + {details}',
      '@image + (digest|size|big|large|labels|label|architecture|platform|os|created|built|entrypoint|command|environment|env|ports|port|user|author|tag|tags|details|inspect|metadata)',
      '(detailed information|details|inspect) + images',
    ],
    hints: ['digest'],
  },
  command: { words: [['image', 'inspect']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
