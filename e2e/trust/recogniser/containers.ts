import { duration, gap, name, stateFormat, switched, valued, whole } from './pieces.ts'
import { words, type Row, type Said } from './row.ts'
import { ago, between, bytes, on, signal, wrong, type Value } from './values.ts'

const target = [`(?<name>${name})`]
const container = (verb: string): string => `(?:container${gap})?${verb}`
const timeout = { timeout: valued(whole, ['timeout', 'time'], 't') }
const mebibyte = 1024 ** 2

/** Docker's own spelling of a line count; 5,000 lines are the most that is ever read. */
export const lines = (text: string | undefined): Value =>
  text === undefined || text === 'all' ? 5000 : between(1, 5000, text)

/** How logs are asked for, of a container and of a service. */
export const logFlags = {
  tail: valued(`all|${whole}`, ['tail'], 'n'),
  since: valued(duration, ['since']),
  timestamps: switched('timestamps', 't'),
}

export const containers: readonly Row[] = [
  {
    kind: 'container.list',
    words: words('(?:ps|container (?:ls|list|ps))'),
    flags: { all: switched('all', 'a') },
    fields: ({ one }) => ({ all: on(one['all']) }),
  },
  { kind: 'container.inspect', words: container('inspect'), operands: target },
  {
    kind: 'container.health',
    words: container('inspect'),
    flags: { format: `(?:--format|-f)(?:${gap}|=)(${stateFormat})` },
    operands: target,
    fields: ({ one }) => (one['format'] === undefined ? { format: wrong } : {}),
  },
  {
    kind: 'container.logs',
    words: container('logs'),
    flags: { ...logFlags, until: valued(duration, ['until']) },
    operands: target,
    fields: ({ one }) => ({
      tail: lines(one['tail']),
      since_seconds: ago(1, one['since']),
      until_seconds: ago(0, one['until']),
      timestamps: on(one['timestamps']),
      errors_only: false,
    }),
  },
  {
    kind: 'container.stats',
    words: container('stats'),
    flags: { stream: switched('no-stream') },
    operands: target,
  },
  ...['top', 'port', 'diff', 'wait', 'start', 'pause', 'unpause'].map((verb) => ({
    kind: `container.${verb}`,
    words: container(verb),
    operands: target,
  })),
  ...['stop', 'restart'].map((verb) => ({
    kind: `container.${verb}`,
    words: container(verb),
    flags: timeout,
    operands: target,
    fields: ({ one }: Said) => ({
      timeout_seconds: between(0, 600, one['timeout']),
    }),
  })),
  {
    kind: 'container.kill',
    words: container('kill'),
    flags: { signal: valued('[A-Z0-9]+', ['signal'], 's') },
    operands: target,
    fields: ({ one }) => ({ signal: signal(one['signal']) }),
  },
  {
    kind: 'container.update',
    words: container('update'),
    flags: {
      memory: valued(`${whole}[bkmgBKMG]?`, ['memory'], 'm'),
      cpus: valued(`${whole}(?:\\.[0-9]{1,2})?`, ['cpus']),
      pids: valued(`-1|${whole}`, ['pids-limit']),
      restart: valued(`no|always|unless-stopped|on-failure(?::[1-9][0-9]{0,8})?`, ['restart']),
    },
    operands: target,
    fields: ({ one: { memory, cpus, pids, restart } }) => ({
      memory_bytes: bytes(6 * mebibyte, memory),
      cpus: between(0.01, 512, cpus),
      pids_limit: pids === '-1' ? -1 : between(1, Number.MAX_SAFE_INTEGER, pids),
      restart_policy: [memory, cpus, pids, restart].some((said) => said !== undefined) ? restart : wrong,
    }),
  },
  { kind: 'container.remove', words: words('(?:rm|container (?:rm|remove))'), operands: target },
]
