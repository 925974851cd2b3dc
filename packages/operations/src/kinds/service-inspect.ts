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
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['service', 'inspect']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
