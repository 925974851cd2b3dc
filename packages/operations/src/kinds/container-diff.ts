import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { unprojected } from '../project/unprojected.ts'
import { answers, get } from '../reading.ts'

export const ContainerDiff = z.strictObject({ kind: z.literal('container.diff') })

export const containerDiff = read({
  schema: ContainerDiff,
  about: 'container',
  summary: 'show the changed files of a container',
  sentence: (_, name) => `Show which files of the container ${name} differ from its image.`,
  reading: answers({
    calls: (_, id) => ({ answer: get(`/containers/${id}/changes`) }),
    answers: z.object({ answer: z.unknown() }),
    project: unprojected,
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['diff'], ['container', 'diff']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
