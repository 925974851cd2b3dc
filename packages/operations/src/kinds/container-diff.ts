import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { EngineChanges } from '../engine/changes.ts'
import { projectChanges } from '../project/changes.ts'
import { oneAnswer } from '../reading.ts'

export const ContainerDiff = z.strictObject({ kind: z.literal('container.diff') })

export const containerDiff = read({
  schema: ContainerDiff,
  about: 'container',
  summary: 'show the changed files of a container',
  sentence: (_, name) => `Show which files of the container ${name} differ from its image.`,
  reading: oneAnswer({ path: (id) => `/containers/${id}/changes`, answer: EngineChanges, project: projectChanges }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['diff'], ['container', 'diff']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
