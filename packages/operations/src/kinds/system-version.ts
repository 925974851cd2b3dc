import { z } from 'zod'
import { onNothing } from '../command.ts'
import { read } from '../definition.ts'
import { EngineVersion } from '../engine/system.ts'
import { projectVersion } from '../project/system-version.ts'
import { answers, get } from '../reading.ts'

export const SystemVersion = z.strictObject({ kind: z.literal('system.version') })

export const systemVersion = read({
  schema: SystemVersion,
  about: 'fleet',
  summary: 'show the version of the engine',
  sentence: () => 'Show the version of each engine.',
  reading: answers({
    calls: () => ({ version: get('/version') }),
    answers: z.object({ version: EngineVersion }),
    project: (_, parts) => projectVersion(parts),
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['version']], operands: onNothing, flags: [], marks: [], unsaid: {} },
})
