import { z } from 'zod'
import { connectionTo, isConnected, resolved } from '../connection.ts'
import { change, seen } from '../definition.ts'
import { PlainName } from '../plain-name.ts'
import { NetworkConnect, networkAndTarget } from './network-connect.ts'
import { onNetwork } from '../words/network-names.ts'

export const NetworkDisconnect = z.strictObject({ kind: z.literal('network.disconnect'), network: PlainName })

export const networkDisconnect = change({
  schema: NetworkDisconnect,
  about: 'container',
  summary: 'disconnect a container from a network',
  sentence: ({ network }, name) => `Disconnect the container ${name} from the network ${network}.`,
  words: {
    verbs: [
      { base: 'disconnect', past: 'disconnected', ing: 'disconnecting', behind: '(from|of) {network}', alone: true },
      { base: 'detach', past: 'detached', ing: 'detaching', behind: 'from {network}' },
      { base: 'unplug', past: 'unplugged', ing: 'unplugging', behind: 'from {network}' },
      { base: 'unlink', past: 'unlinked', ing: 'unlinking', behind: 'from {calledNetwork}' },
      { base: 'remove', past: 'removed', ing: 'removing', faint: true, behind: 'from {calledNetwork}' },
      { base: 'drop', past: 'dropped', ing: 'dropping', faint: true, behind: 'from {calledNetwork}' },
      { base: 'take', past: 'taken', ing: 'taking', faint: true, behind: '(off|out of) {network}' },
      { base: 'pull', past: 'pulled', ing: 'pulling', faint: true, behind: '(off|out of) {calledNetwork}' },
      { base: 'get', past: 'got', ing: 'getting', faint: true, behind: '(off|out of) {calledNetwork}' },
      { base: 'isolate', past: 'isolated', ing: 'isolating', behind: 'from {calledNetwork}' },
    ],
    serves: ['unneeded', 'recovery', 'meanwhile', 'harm'],
    phrases: [
      'leave {calledNetwork}',
      '{target} (must|has to|needs to|should) leave {calledNetwork}',
      '(make|let|have) {target} leave {calledNetwork}',
      '(kick|throw|cut|boot) {target} (out of|off|off of|off from) {calledNetwork}',
      '{target} (no longer belongs|does not belong) (on|in) {calledNetwork} [any more|anymore] [,] [so] [please] (disconnect|detach|remove) {target} [from it]',
      'network disconnect {network} [{target}]',
      'isolate {target} [:|,] disconnect {target} from {network}',
    ],
    expects: 'which network, e.g. "disconnect it from the network backend"',
    fill: onNetwork,
  },
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
