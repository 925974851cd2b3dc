import { z } from 'zod'
import type { Operand } from '../command.ts'
import { connectionTo, isConnected, resolved } from '../connection.ts'
import { change, seen } from '../definition.ts'
import { PlainName } from '../plain-name.ts'

export const NetworkConnect = z.strictObject({
  kind: z.literal('network.connect'),
  network: PlainName,
  aliases: z.array(PlainName).max(16),
})

/** `docker network connect NETWORK CONTAINER`. */
export const networkAndTarget: readonly Operand[] = [{ is: 'field', field: 'network' }, { is: 'target' }]

export const networkConnect = change({
  schema: NetworkConnect,
  about: 'container',
  summary: 'connect a container to a network',
  sentence: ({ network, aliases }, name) =>
    `Connect the container ${name} to the network ${network}${aliases.length === 0 ? '' : `, where it is also called ${aliases.join(', ')}`}.`,
  words: { verbs: [], phrases: [] },
  command: {
    words: [['network', 'connect']],
    operands: networkAndTarget,
    flags: [{ spellings: ['--alias'], field: 'aliases', value: 'word', many: true }],
    marks: [],
    unsaid: { aliases: [] },
  },
  network: ({ network }) => network,
  call: ({ aliases }, { id, network }) => ({
    method: 'POST',
    path: `/networks/${resolved(network)}/connect`,
    query: {},
    body: { Container: id, EndpointConfig: { Aliases: aliases } },
  }),
  unfit: ({ network }, before) =>
    connectionTo(before, network) ? `the container is connected to the network ${network} already` : null,
  interrupts: () => false,
  undo: ({ network }, before) => (connectionTo(before, network) ? null : { kind: 'network.disconnect', network }),
  witness: (_, after, operation, { network }) =>
    after === null ? 'cannot_tell' : seen(isConnected(after, operation.network, network)),
})
