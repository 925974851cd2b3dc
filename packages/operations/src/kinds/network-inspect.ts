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
  words: {
    phrases: [
      '(inspect|describe) @network',
      '[{show}] [the] @network {details} [(of|for|on) {target}|{target}]',
      '{show} @network [(details|info|information|configuration)]',
    ],
    topics: [
      '@network',
      '@network + {details}',
      '@network + (containers|subnet|subnets|gateway|driver|ip|ips|range|addresses|connected|attached|plugged|members|who|options|labels|scope|ipam|endpoints)',
      '(subnet|subnets|ipam)',
      '(detailed information|details|inspect) + networks',
    ],
    hints: [],
  },
  command: { words: [['network', 'inspect']], operands: onTarget, flags: [], marks: [], unsaid: {} },
})
