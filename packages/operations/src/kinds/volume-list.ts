import { z } from 'zod'
import { onNothing } from '../command.ts'
import { read } from '../definition.ts'
import { EngineVolumes } from '../engine/volume.ts'
import { projectVolumes } from '../project/volumes.ts'
import { answers, get } from '../reading.ts'

export const VolumeList = z.strictObject({ kind: z.literal('volume.list') })

export const volumeList = read({
  schema: VolumeList,
  about: 'fleet',
  summary: 'list the volumes',
  sentence: () => 'List the volumes.',
  reading: answers({
    calls: () => ({ volumes: get('/volumes') }),
    answers: z.object({ volumes: EngineVolumes }),
    project: (_, parts) => projectVolumes(parts),
  }),
  words: {
    phrases: ['[{show}] [all|all the|the|a list of] [docker] volumes'],
    topics: ['volumes', 'volumes + @engine', '(named|local|available|data) volumes'],
    hints: [],
  },
  command: {
    words: [
      ['volume', 'ls'],
      ['volume', 'list'],
    ],
    operands: onNothing,
    flags: [],
    marks: [],
    unsaid: {},
  },
})
