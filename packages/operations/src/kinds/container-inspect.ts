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
    ],
    topics: [
      'inspect',
      'configuration',
      'configured',
      'config',
      'metadata',
      'labels',
      'mounts',
      'restart policy',
      'memory limit',
      '(what|which) image',
      'image (of|used by|does) {target}',
      '(which|what) (network|networks)',
      'low level information',
      'low level details',
      'settings',
      'specification',
      'entrypoint',
      'ip address',
      'container id',
      'health check (configuration|definition|command)',
      'properties',
      'docker objects',
      'created',
    ],
    hints: ['details', 'detail', 'detailed', 'info', 'information', 'describe', 'overview'],
  },
  command: {
    words: [['inspect'], ['container', 'inspect']],
    operands: onTarget,
    flags: [],
    marks: [],
    unsaid: {},
  },
})
