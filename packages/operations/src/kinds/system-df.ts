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
  words: {
    phrases: [
      '[{show}] [the] [docker|total|@engine] (disk usage|disk space|disk use|storage usage|space usage|data usage) [(of|by) docker]',
      '({show}|summarize) [the] disk [space] (usage|use|consumption) (of|by|for|per) (@image|@volume|images|volumes|containers|the|all|local|build cache|,|and)*',
      '@engine df',
      'df',
    ],
    topics: [
      'disk',
      '(disk|storage|space|data) (usage|use|used|consumption|space|footprint|utilization)',
      '(disk|storage|space|data) (usage|use|used|consumption|space|footprint|utilization) + @engine',
      '(disk|space) + (docker|images|volumes|containers|build cache|cache|everything)',
      '(disk|space|storage) + @engine',
      'df',
      'build cache',
      'reclaimable',
      'reclaimed',
      '(space|gigabytes|disk) + (reclaim|reclaimed|free|freed|reclaimable|left|taken|used|consumed|take|takes|eating|occupied|occupy)',
    ],
    hints: ['space', 'storage'],
  },
  command: { words: [['system', 'df']], operands: onNothing, flags: [], marks: [], unsaid: {} },
})
