import type { Recognised } from '../recogniser.ts'
import type { Kind } from './operations.ts'
import { shuffled, type Random } from './random.ts'

type Options = readonly [string, ...(readonly string[])]

/** Words that name the command, the flags that carry each field, and operands where they are not just the target. */
interface Spelling {
  readonly words: Options
  readonly flags?: (operation: Recognised, random: Random) => readonly string[]
  readonly operands?: (operation: Recognised, target: string) => readonly string[]
}

const container = (verb: string): Spelling => ({ words: [verb, `container ${verb}`] })
const plain = (words: string): Spelling => ({ words: [words] })
const fleet = (...words: Options): Spelling => ({ words, operands: () => [] })
const list = (object: string): Spelling => fleet(`${object} ls`, `${object} list`)

/** A flag with its value in one of docker's ways. */
function valued(random: Random, names: Options, value: string): string {
  const flag = random.pick(names)
  return flag.startsWith('--')
    ? `${flag}${random.pick([' ', '='])}${value}`
    : `${flag}${random.pick([' ', '=', ''])}${value}`
}

const switched = (random: Random, ...names: Options): string => random.pick(names) + (random.once(6) ? '=true' : '')

/** Seconds as `90s` or as `1m30s`. */
function span(random: Random, seconds: number): string {
  if (random.once(2)) return `${seconds}s`
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map((part, index) => (part > 0 ? `${part}${'hms'[index]}` : '')).join('') || '0s'
}

const logs: Spelling['flags'] = ({ tail, since_seconds, until_seconds, timestamps }, random) => [
  ...(tail === 5_000 && random.once(2)
    ? random.once(2)
      ? []
      : [valued(random, ['--tail', '-n'], 'all')]
    : [valued(random, ['--tail', '-n'], String(tail))]),
  ...(typeof since_seconds === 'number' ? [valued(random, ['--since'], span(random, since_seconds))] : []),
  ...(typeof until_seconds === 'number' ? [valued(random, ['--until'], span(random, until_seconds))] : []),
  ...(timestamps === true ? [switched(random, '--timestamps', '-t')] : []),
]

const patience: Spelling['flags'] = ({ timeout_seconds }, random) =>
  timeout_seconds === undefined ? [] : [valued(random, ['-t', '--time', '--timeout'], String(timeout_seconds))]

const size = (random: Random, bytes: number): string => {
  const exact = (['g', 'm', 'k', 'b', ''] as const).filter(
    (unit) => bytes % 1024 ** Math.max(0, 'bkmg'.indexOf(unit)) === 0,
  )
  const unit = random.pick(['b', ...exact])
  return `${bytes / 1024 ** Math.max(0, 'bkmg'.indexOf(unit))}${unit}`
}

const numbered = { HUP: 1, INT: 2, QUIT: 3, ABRT: 6, KILL: 9, USR1: 10, USR2: 12, TERM: 15, WINCH: 28 } as const
const isNumbered = (signal: unknown): signal is keyof typeof numbered =>
  typeof signal === 'string' && Object.hasOwn(numbered, signal)

const kill: Spelling['flags'] = ({ signal }, random) => {
  if (!isNumbered(signal) || (signal === 'KILL' && random.once(3))) return []
  return [valued(random, ['--signal', '-s'], random.pick([signal, `SIG${signal}`, String(numbered[signal])]))]
}

const limits: Spelling['flags'] = ({ memory_bytes, cpus, pids_limit, restart_policy }, random) => [
  ...(typeof memory_bytes === 'number' ? [valued(random, ['--memory', '-m'], size(random, memory_bytes))] : []),
  ...(cpus === undefined ? [] : [valued(random, ['--cpus'], String(cpus))]),
  ...(pids_limit === undefined ? [] : [valued(random, ['--pids-limit'], String(pids_limit))]),
  ...(restart_policy === undefined ? [] : [valued(random, ['--restart'], String(restart_policy))]),
]

const state = ["'{{json .State}}'", '"{{json .State.Health}}"', "'{{.State.Status}}'", '{{.State.Running}}'] as const

const spellings = {
  'container.list': {
    ...fleet('ps', 'container ls', 'container list', 'container ps'),
    flags: ({ all }, random) => (all === true ? [switched(random, '-a', '--all')] : []),
  },
  'container.inspect': container('inspect'),
  'container.health': {
    ...container('inspect'),
    flags: (_, random) => [`${random.pick(['--format', '-f'])}${random.pick([' ', '='])}${random.pick(state)}`],
  },
  'container.logs': { ...container('logs'), flags: logs },
  'container.stats': {
    ...container('stats'),
    flags: (_, random) => (random.once(2) ? [switched(random, '--no-stream')] : []),
  },
  'container.top': container('top'),
  'container.port': container('port'),
  'container.diff': container('diff'),
  'container.wait': container('wait'),
  'container.start': container('start'),
  'container.pause': container('pause'),
  'container.unpause': container('unpause'),
  'container.stop': { ...container('stop'), flags: patience },
  'container.restart': { ...container('restart'), flags: patience },
  'container.kill': { ...container('kill'), flags: kill },
  'container.update': { ...container('update'), flags: limits },
  'container.remove': { words: ['rm', 'container rm', 'container remove'] },
  'network.list': list('network'),
  'network.inspect': plain('network inspect'),
  'network.connect': {
    ...plain('network connect'),
    flags: ({ aliases }, random) =>
      Array.isArray(aliases) ? aliases.map((alias) => valued(random, ['--alias'], String(alias))) : [],
    operands: ({ network }, target) => [String(network), target],
  },
  'network.disconnect': {
    ...plain('network disconnect'),
    operands: ({ network }, target) => [String(network), target],
  },
  'volume.list': list('volume'),
  'volume.inspect': plain('volume inspect'),
  'image.list': fleet('image ls', 'images', 'image list'),
  'image.inspect': plain('image inspect'),
  'image.history': { words: ['history', 'image history'] },
  'system.info': fleet('info', 'system info'),
  'system.version': fleet('version'),
  'system.df': fleet('system df'),
  'system.events': {
    ...fleet('events', 'system events'),
    flags: ({ since_seconds, until_seconds }, random) => [
      valued(random, ['--since'], span(random, Number(since_seconds))),
      valued(random, ['--until'], span(random, Number(until_seconds))),
    ],
  },
  'service.list': list('service'),
  'service.inspect': plain('service inspect'),
  'service.ps': plain('service ps'),
  'service.logs': { ...plain('service logs'), flags: logs },
  'service.scale': {
    ...plain('service scale'),
    operands: ({ replicas }, target) => [`${target}=${String(replicas)}`],
  },
  'service.force-update': { ...plain('service update'), flags: (_, random) => [switched(random, '--force')] },
  'service.rollback': { words: ['service rollback', 'service update'] },
  'node.list': list('node'),
  'node.inspect': plain('node inspect'),
  'node.ps': plain('node ps'),
  'stack.services': plain('stack services'),
  'stack.ps': plain('stack ps'),
} as const satisfies Record<Kind, Spelling>

/** One of the ways to write an operation as a docker command: other words, other flags, flags in any order and place. */
export function spelled(random: Random, operation: Recognised & { readonly kind: Kind }, target: string): string {
  const spelling: Spelling = spellings[operation.kind]
  const words = random.pick(spelling.words)
  const flags = spelling.flags?.(operation, random) ?? []
  // The order of aliases is part of the operation.
  const anyOrder = operation.kind === 'network.connect' ? flags : shuffled(random, flags)
  const needed = operation.kind === 'service.rollback' && words.endsWith('update') ? ['--rollback'] : []
  const operands = spelling.operands?.(operation, target) ?? [target]
  const places = operands.map(() => random.below(flags.length + 1)).sort((a, b) => a - b)
  const rest = [...needed, ...anyOrder]
  for (const [index, operand] of operands.entries())
    rest.splice((places[index] ?? 0) + needed.length + index, 0, operand)
  return ['docker', words, ...rest].join(random.once(10) ? '  ' : ' ')
}
