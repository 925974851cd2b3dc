import { z } from 'zod'
import { onNothing } from '../command.ts'
import { read } from '../definition.ts'
import { EngineDiskUsage } from '../engine/system.ts'
import { projectDiskUsage } from '../project/disk-usage.ts'
import { answers, get } from '../reading.ts'

export const SystemDf = z.strictObject({ kind: z.literal('system.df') })

export const systemDf = read({
  schema: SystemDf,
  about: 'fleet',
  summary: 'show the disk usage of the engine',
  sentence: () => 'Show how much disk images, containers, volumes and build cache use.',
  reading: answers({
    calls: () => ({ usage: get('/system/df') }),
    answers: z.object({ usage: EngineDiskUsage }),
    project: (_, parts) => projectDiskUsage(parts),
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['system', 'df']], operands: onNothing, flags: [], marks: [], unsaid: {} },
})
