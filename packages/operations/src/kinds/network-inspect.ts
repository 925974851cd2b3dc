import { z } from 'zod'
import { onTarget } from '../command.ts'
import { read } from '../definition.ts'
import { EngineNetwork } from '../engine/network.ts'
import { projectNetwork } from '../project/networks.ts'
import { get, together } from '../reading.ts'

export const NetworkInspect = z.strictObject({ kind: z.literal('network.inspect') })

export const networkInspect = read({
  schema: NetworkInspect,
  about: 'network',
  summary: 'show the details of a network',
  sentence: (_, name) => `Show the details of the network ${name}.`,
  reading: together({
    calls: (_, id) => ({ network: get(`/networks/${id}`) }),
    answers: z.object({ network: EngineNetwork }),
    project: ({ network }, { engine, knows }) => projectNetwork(network, (container) => knows(engine, container)),
  }),
  words: { phrases: [], topics: [], hints: [] },
  command: { words: [['network', 'inspect']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
