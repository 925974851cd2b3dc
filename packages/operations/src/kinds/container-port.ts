import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { EngineInspect } from '../engine/inspect.ts'
import { projectPorts } from '../project/ports.ts'
import { oneAnswer } from '../reading.ts'

export const ContainerPort = z.strictObject({ kind: z.literal('container.port') })

export const containerPort = read({
  schema: ContainerPort,
  about: 'container',
  summary: 'show the published ports of a container',
  sentence: (_, name) => `Show the published ports of the container ${name}.`,
  reading: oneAnswer({ path: (id) => `/containers/${id}/json`, answer: EngineInspect, project: projectPorts }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['port'], ['container', 'port']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
