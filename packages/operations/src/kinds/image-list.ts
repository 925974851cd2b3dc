import { z } from 'zod'
import { onNothing } from '../command.ts'
import { read } from '../definition.ts'
import { EngineImageItem } from '../engine/image.ts'
import { projectImages } from '../project/images.ts'
import { answers, get } from '../reading.ts'

export const ImageList = z.strictObject({ kind: z.literal('image.list') })

export const imageList = read({
  schema: ImageList,
  about: 'fleet',
  summary: 'list the images',
  sentence: () => 'List the images.',
  reading: answers({
    calls: () => ({ images: get('/images/json') }),
    answers: z.object({ images: z.array(EngineImageItem) }),
    project: (_, parts) => projectImages(parts),
  }),
  words: {
    phrases: ['[{show}] [all|all the|the|a list of] [docker|local] images'],
    topics: ['images', 'images + @engine', '(local|available|docker|dangling|downloaded|pulled) images'],
    hints: [],
  },
  command: {
    words: [['image', 'ls'], ['images'], ['image', 'list']],
    operands: onNothing,
    flags: [],
    marks: [],
    unsaid: {},
  },
})
