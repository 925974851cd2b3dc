import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { EngineInspect } from '../engine/inspect.ts'
import { projectInspect } from '../project/inspect.ts'
import { oneAnswer } from '../reading.ts'

export const ContainerInspect = z.strictObject({ kind: z.literal('container.inspect') })

export const containerInspect = read({
  schema: ContainerInspect,
  about: 'container',
  ofService: 'service.inspect',
  summary: 'show the details of a container',
  sentence: (_, name) => `Show the details of the container ${name}, without the values of its environment.`,
  reading: oneAnswer({
    path: (id) => `/containers/${id}/json`,
    answer: EngineInspect,
    project: projectInspect,
  }),
  words: {
    phrases: [
      'inspect {target}',
      'describe {target}',
      '{show} [the] [full|detailed] (details|configuration|settings|metadata|info|information) [(of|for|about|on) {target}]',
      '{show} {target} (details|configuration|metadata|settings)',
      'inspect',
    ],
    topics: [
      'configuration',
      'config',
      'metadata',
      '(label|labels)',
      'mounts',
      'mounted',
      'mount (point|points)',
      '(bind|volume) (mount|mounts)',
      'restart policy',
      '(memory|cpu|pids|resource) (limit|limits)',
      '(environment|env) (variable|variables|vars|var)',
      '(environment|env)',
      '(what|which) @image',
      '(what|which) @image (version|tag)',
      '{target} + @image',
      '{target} + @network',
      '{target} + @volume',
      '{target} + networks',
      '{target} + volumes',
      '(network|ip) settings',
      'low level (information|details|info)',
      'settings',
      'specification',
      'entrypoint',
      '(start|startup|run) command',
      '(which command|what command|which user|what user|which arguments|what arguments)',
      'ip (address|addresses)',
      '(ip|ips|mac address|hostname)',
      'container id',
      'health check (configuration|definition|command)',
      'properties',
      'docker objects',
      'object',
      'created',
      'capabilities',
      'working directory',
    ],
    hints: [
      'inspect',
      'configured',
      'details',
      'detail',
      'detailed',
      'info',
      'information',
      'describe',
      'overview',
      'attributes',
    ],
  },
  command: {
    words: [['inspect'], ['container', 'inspect']],
    operands: onTarget,
    flags: [],
    marks: [],
    unsaid: {},
  },
})
