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
  words: {
    phrases: ['[{show}] [the] (port|ports|published ports|port mappings|open ports) [(of|for|on) {target}]'],
    topics: [
      'port',
      'ports',
      '(port|ports) (mapping|mappings|binding|bindings|forwarding|forwardings|forwards|assignment|assignments|map|publication)',
      '(host|published|exposed|open|listening|public|public facing|mapped|bound|external) (port|ports)',
      '(port|ports) + (published|exposed|mapped|bound|forwarded|open|listening|expose|publish|listen|reachable|available)',
      '(port|ports) + @engine',
      '(port|ports) + #',
      '(port|ports) + # + @engine',
      '(published|exposed|mapped|bound) + @engine',
      'published',
      'exposed',
    ],
    hints: ['listening', 'expose', 'exposes'],
  },
  command: { words: [['port'], ['container', 'port']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
