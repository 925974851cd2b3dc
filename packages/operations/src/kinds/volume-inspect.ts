import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { EngineVolume } from '../engine/volume.ts'
import { projectVolume } from '../project/volumes.ts'
import { oneAnswer } from '../reading.ts'

export const VolumeInspect = z.strictObject({ kind: z.literal('volume.inspect') })

export const volumeInspect = read({
  schema: VolumeInspect,
  about: 'volume',
  summary: 'show the details of a volume',
  sentence: (_, name) => `Show the details of the volume ${name}.`,
  reading: oneAnswer({ path: (id) => `/volumes/${id}`, answer: EngineVolume, project: projectVolume }),
  words: {
    phrases: [
      '(inspect|describe) @volume',
      '[{show}] [the] @volume {details} [(of|for|on) {target}|{target}]',
      '{show} @volume [(details|info|information|configuration)]',
    ],
    topics: [
      '@volume',
      '@volume + {details}',
      '@volume + (mountpoint|driver|options|labels|created|stored|size|used|mounted|path|scope|where)',
      'mountpoint',
      '(detailed information|details|inspect) + volumes',
    ],
    hints: [],
  },
  command: { words: [['volume', 'inspect']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
