import { z } from 'zod'
import { onNothing } from '../command.ts'
import { read } from '../definition.ts'
import { EngineInfo } from '../engine/system.ts'
import { projectInfo } from '../project/system-info.ts'
import { answers, get } from '../reading.ts'

export const SystemInfo = z.strictObject({ kind: z.literal('system.info') })

export const systemInfo = read({
  schema: SystemInfo,
  about: 'fleet',
  summary: 'show what the engine is and holds',
  sentence: () => 'Show what each engine is and how much it holds.',
  reading: answers({
    calls: () => ({ info: get('/info') }),
    answers: z.object({ info: EngineInfo }),
    project: (_, parts) => projectInfo(parts),
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['info'], ['system', 'info']], operands: onNothing, flags: [], marks: [], unsaid: {} },
})
