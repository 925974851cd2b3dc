import { lines, logFlags } from './containers.ts'
import { duration, gap, imageName, name, shortName, switched, valued, whole } from './pieces.ts'
import { words, type Fields, type Row } from './row.ts'
import { ago, between, on, seconds, wrong } from './values.ts'

const target = [`(?<name>${name})`]
const network = `(?<network>${shortName})`
const image = [`(?<name>${imageName})`]

const listed = (object: string): Row => ({ kind: `${object}.list`, words: words(`${object} (?:ls|list)`) })
const named = (kind: string): Row => ({ kind, words: kind.replace('.', gap), operands: target })
/** The flag that makes of an update what the row is about. */
const asked = (text: string | undefined): Fields => (on(text) ? {} : { asked: wrong })

/** Networks, volumes, images, the engine itself, and Swarm's services, nodes and stacks. */
export const others: readonly Row[] = [
  ...['network', 'volume', 'service', 'node'].map(listed),
  ...['network.inspect', 'volume.inspect', 'service.inspect', 'service.ps', 'node.inspect', 'node.ps'].map(named),
  ...['stack.services', 'stack.ps'].map(named),
  {
    kind: 'network.connect',
    words: words('network connect'),
    flags: { alias: valued(shortName, ['alias']) },
    repeated: ['alias'],
    operands: [network, ...target],
    fields: ({ one, all }) => ({ network: one['network'], aliases: all('alias').length <= 16 ? all('alias') : wrong }),
  },
  {
    kind: 'network.disconnect',
    words: words('network disconnect'),
    operands: [network, ...target],
    fields: ({ one }) => ({ network: one['network'] }),
  },
  { kind: 'image.list', words: words('(?:images|image (?:ls|list))') },
  { kind: 'image.inspect', words: words('image inspect'), operands: image },
  { kind: 'image.history', words: words('(?:image )?history'), operands: image },
  { kind: 'system.info', words: words('(?:system )?info') },
  { kind: 'system.version', words: 'version' },
  { kind: 'system.df', words: words('system df') },
  {
    kind: 'system.events',
    words: words('(?:system )?events'),
    flags: { since: valued(duration, ['since']), until: valued(duration, ['until']) },
    fields: ({ one: { since, until } }) => {
      const [from = -1, to = -1] = [seconds(since), seconds(until)]
      return from > to && to >= 0 ? { since_seconds: ago(1, since), until_seconds: ago(0, until) } : { window: wrong }
    },
  },
  {
    kind: 'service.logs',
    words: words('service logs'),
    flags: logFlags,
    operands: target,
    fields: ({ one: { tail, since, timestamps } }) => ({
      tail: lines(tail),
      since_seconds: ago(1, since),
      timestamps: on(timestamps),
      errors_only: false,
    }),
  },
  {
    kind: 'service.scale',
    words: words('service scale'),
    operands: [`(?<name>${name})=(?<replicas>${whole})`],
    fields: ({ one }) => ({ replicas: between(0, 1000, one['replicas']) }),
  },
  {
    kind: 'service.force-update',
    words: words('service update'),
    flags: { force: switched('force') },
    operands: target,
    fields: ({ one }) => asked(one['force']),
  },
  { kind: 'service.rollback', words: words('service rollback'), operands: target },
  {
    kind: 'service.rollback',
    words: words('service update'),
    flags: { rollback: switched('rollback') },
    operands: target,
    fields: ({ one }) => asked(one['rollback']),
  },
]
