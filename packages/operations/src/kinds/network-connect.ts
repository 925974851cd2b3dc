import { z } from 'zod'
import type { Operand } from '../command.ts'
import { connectionTo, isConnected, resolved } from '../connection.ts'
import { change, seen } from '../definition.ts'
import { PlainName } from '../plain-name.ts'
import { withAliases } from '../words/network-names.ts'

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
  words: {
    verbs: [
      {
        base: 'connect',
        past: 'connected',
        ing: 'connecting',
        behind: '(to {network}|(with|into|onto) {calledNetwork}) {aliases}',
        alone: true,
      },
      { base: 'reconnect', past: 'reconnected', ing: 'reconnecting', behind: 'to {network} {aliases}', alone: true },
      { base: 'attach', past: 'attached', ing: 'attaching', behind: 'to {network} {aliases}' },
      { base: 'join', past: 'joined', ing: 'joining', behind: '(to|with|into) {network} {aliases}' },
      { base: 'link', past: 'linked', ing: 'linking', behind: '(to|with|into) {calledNetwork} {aliases}' },
      { base: 'add', past: 'added', ing: 'adding', faint: true, behind: '(to|into) {network} {aliases}' },
      { base: 'put', past: 'put', ing: 'putting', faint: true, behind: '(on|in|into|onto) {network} {aliases}' },
      { base: 'plug', past: 'plugged', ing: 'plugging', behind: 'into {network} {aliases}' },
      { base: 'hook', particle: 'up', past: 'hooked', ing: 'hooking', behind: '(to|with) {network} {aliases}' },
      { base: 'hook', past: 'hooked', ing: 'hooking', behind: '(into|to) {network} {aliases}' },
      { base: 'wire', particle: 'up', past: 'wired', ing: 'wiring', behind: '(to|with) {network} {aliases}' },
    ],
    serves: ['recovery', 'access', 'over'],
    phrases: [
      'join {network} {aliases}',
      'attach to {calledNetwork} {aliases}',
      '{target} (should|must|needs to|has to) join {calledNetwork} {aliases}',
      'network connect {network} [{target}]',
      '{target} (needs to be|should be|has to be|must be|belongs) (on|in) {calledNetwork}',
      '{target} (needs|requires) (access to|a connection to) {calledNetwork}',
      '{target} (needs to be|should be|has to be|must be|belongs) (on|in) {network} [,] [so] [please] (connect|attach|add|join) {target}',
      '(get|bring) {target} (on|onto|into) {calledNetwork} {aliases}',
      '(let|make|have) {target} join {network} {aliases}',
      'make {target} (part of|a member of) {calledNetwork} {aliases}',
      'give {target} (access to|a connection to) {calledNetwork}',
    ],
    expects: 'which network, e.g. "connect it to the network backend"',
    fill: withAliases,
  },
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
