import { z } from 'zod'
import { onNothing } from '../command.ts'
import { read } from '../definition.ts'
import { EngineNetwork } from '../engine/network.ts'
import { projectNetworks } from '../project/networks.ts'
import { answers, get } from '../reading.ts'

export const NetworkList = z.strictObject({ kind: z.literal('network.list') })

export const networkList = read({
  schema: NetworkList,
  about: 'fleet',
  summary: 'list the networks',
  sentence: () => 'List the networks.',
  reading: answers({
    calls: () => ({ networks: get('/networks') }),
    answers: z.object({ networks: z.array(EngineNetwork) }),
    project: (_, parts) => projectNetworks(parts),
  }),
  words: {
    phrases: ['[{show}] [all|all the|the|a list of] [docker] networks'],
    topics: ['networks', 'networks + @engine', '(user defined|custom|overlay|bridge|available) networks'],
    hints: [],
  },
  command: {
    words: [
      ['network', 'ls'],
      ['network', 'list'],
    ],
    operands: onNothing,
    flags: [],
    marks: [],
    unsaid: {},
  },
})
