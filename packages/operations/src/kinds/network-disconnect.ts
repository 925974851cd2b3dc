import { z } from 'zod'
import { connectionTo, isConnected, resolved } from '../connection.ts'
import { change, seen } from '../definition.ts'
import { PlainName } from '../plain-name.ts'
import { NetworkConnect, networkAndTarget } from './network-connect.ts'

export const NetworkDisconnect = z.strictObject({ kind: z.literal('network.disconnect'), network: PlainName })

export const networkDisconnect = change({
  schema: NetworkDisconnect,
  about: 'container',
  summary: 'disconnect a container from a network',
  sentence: ({ network }, name) => `Disconnect the container ${name} from the network ${network}.`,
  words: { verbs: [], phrases: [] },
  command: { words: [['network', 'disconnect']], operands: networkAndTarget, flags: [], marks: [], unsaid: {} },
  network: ({ network }) => network,
  call: (_, { id, network }) => ({
    method: 'POST',
    path: `/networks/${resolved(network)}/disconnect`,
    query: {},
    body: { Container: id, Force: false },
  }),
  unfit: ({ network }, before) =>
    connectionTo(before, network) ? null : `the container is not connected to the network ${network}`,
  interrupts: (before) => before.status === 'running' || before.status === 'restarting',
  undo: ({ network }, before) => {
    const aliases = connectionTo(before, network)?.aliases
    return NetworkConnect.safeParse({ kind: 'network.connect', network, aliases }).data ?? null
  },
  witness: (_, after, operation, { network }) =>
    after === null ? 'cannot_tell' : seen(!isConnected(after, operation.network, network)),
})
