import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { EngineNetworkName } from '../engine/network.ts'
import { EngineService } from '../engine/service.ts'
import { projectService } from '../project/service.ts'
import { get, together } from '../reading.ts'

export const ServiceInspect = z.strictObject({ kind: z.literal('service.inspect') })

export const serviceInspect = read({
  schema: ServiceInspect,
  about: 'service',
  summary: 'show the details of a Swarm service',
  sentence: (_, name) => `Show the details of the Swarm service ${name}, without the values of its environment.`,
  reading: together({
    calls: (_, id) => ({ service: get(`/services/${id}`), networks: get('/networks') }),
    answers: z.object({ service: EngineService, networks: z.array(EngineNetworkName) }),
    project: ({ service, networks }) => projectService(service, networks),
  }),
  words: {
    phrases: ['(inspect|describe) @swarm', '{show} @swarm [(details|info|information|configuration)]'],
    topics: [
      '@swarm',
      '@swarm + {details}',
      '(update|rollback|rolling update|placement|endpoint|upgrade) (policy|config|configuration|constraints|constraint|preferences|mode|settings|parallelism|delay|order)',
      '@service + (rolling update|rolling updates)',
      '(placement|constraints|parallelism)',
      '(replicated|global) [mode]',
      '(@service|@swarm) + mode',
      '@swarm + (publish|published|port|ports|mode|replicas|environment|env|networks|mounts|secrets|image)',
      'how + rolling update',
      '(did|has|was) [the] (rollback|update|rollout) (work|worked|succeed|succeeded|finish|finished|complete|completed|done|go through)',
      '(update|rollout|rollback) (status|state|progress)',
      '(detailed information|details|inspect) + services',
    ],
    hints: [],
  },
  command: { words: [['service', 'inspect']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
