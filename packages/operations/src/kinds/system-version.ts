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
  words: {
    phrases: [
      '[{show}] [the] [docker|engine|@engine|server|client|api] (version|versions|version information) [of docker]',
    ],
    topics: [
      '(version|versions)',
      '(docker|engine|api|client|server|daemon|go|containerd|runc) (version|versions|release)',
      '@engine + (version|versions|release|build)',
      '(version|versions) of docker',
      'docker + release',
      '(containerd|runc)',
      '(version|versions) + (containerd|runc|go|api)',
      '(version|versions) + (containerd|runc|go|api) + @engine',
    ],
    hints: ['release', 'releases'],
  },
  command: { words: [['version']], operands: onNothing, flags: [], marks: [], unsaid: {} },
})
