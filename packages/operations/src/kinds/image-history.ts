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
  words: {
    phrases: ['[{show}] [the] [layer|build|image] history [(of|for) @image]', '[{show}] [the] layers'],
    topics: [
      '(layer|layers)',
      '@image + (layer|layers|history)',
      '@image + (layer|layers|history) + {details}',
      '@image + (came to be|was built|built up|put together|assembled|made of|build steps|dockerfile)',
      '(build|image|@image|layer) (history|steps)',
      'how + @image + built',
      '(steps|instructions|commands) + @image + (built|build|made|make)',
      '(layer|layers) + (created|added|built|made|size|sizes|command|commands)',
      'history',
    ],
    hints: [],
  },
  command: { words: [['history'], ['image', 'history']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
