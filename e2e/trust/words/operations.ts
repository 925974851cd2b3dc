import type { OperationKind } from '@devops-ai/operations'
import type { Recognised } from '../recogniser.ts'
import type { Random } from './random.ts'

export type Kind = OperationKind

/** Fields of one operation, drawn at random. What is undefined is left out. */
type Draw = (random: Random) => Readonly<Record<string, Recognised[string] | undefined>>

const maybe = <T>(random: Random, value: T): T | undefined => (random.once(2) ? value : undefined)
const nothing: Draw = () => ({})
const timeout: Draw = (random) => ({ timeout_seconds: maybe(random, random.pick([0, 1, 10, 600, random.below(601)])) })

const span = (random: Random): number => 1 + random.below(random.pick([60, 3_600, 86_400, 30 * 86_400]))
const lines = (random: Random): number => random.pick([1, 50, 100, 4_999, 5_000, 1 + random.below(5_000)])
const names = ['backend', 'front_1', 'a', '9', 'x.y-z'] as const
const signals = ['KILL', 'TERM', 'INT', 'QUIT', 'HUP', 'USR1', 'USR2', 'ABRT', 'WINCH'] as const

const logs: Draw = (random) => ({
  tail: lines(random),
  since_seconds: maybe(random, span(random)),
  timestamps: random.once(2),
  errors_only: false,
})

const containerLogs: Draw = (random) => {
  const fields = logs(random)
  const since = fields['since_seconds']
  const until = typeof since === 'number' ? random.below(since) : 1 + random.below(3_600)
  return { ...fields, until_seconds: random.once(3) ? until : undefined }
}

const policies = ['no', 'always', 'unless-stopped', 'on-failure', 'on-failure:1', 'on-failure:10'] as const

const update: Draw = (random) => {
  const fields = {
    memory_bytes: maybe(random, 6 * 1024 ** 2 + random.pick([0, 1, 1024, random.below(64) * 1024 ** 3])),
    cpus: maybe(random, (1 + random.below(51_200)) / 100),
    pids_limit: maybe(random, random.pick([-1, 1, 100, 1 + random.below(4_000_000)])),
  }
  const others = Object.values(fields).some((value) => value !== undefined)
  return { ...fields, restart_policy: others && random.once(2) ? undefined : random.pick(policies) }
}

const events: Draw = (random) => {
  const since = span(random)
  return { since_seconds: since, until_seconds: random.below(since) }
}

const connect: Draw = (random) => ({
  network: random.pick(names),
  aliases: names.filter(() => random.once(3)),
})

const draws = {
  'container.list': (random) => ({ all: random.once(2) }),
  'container.inspect': nothing,
  'container.health': nothing,
  'container.logs': containerLogs,
  'container.stats': nothing,
  'container.top': nothing,
  'container.port': nothing,
  'container.diff': nothing,
  'container.wait': nothing,
  'container.start': nothing,
  'container.pause': nothing,
  'container.unpause': nothing,
  'container.stop': timeout,
  'container.restart': timeout,
  'container.kill': (random) => ({ signal: random.pick(signals) }),
  'container.update': update,
  'container.remove': nothing,
  'network.list': nothing,
  'network.inspect': nothing,
  'network.connect': connect,
  'network.disconnect': (random) => ({ network: random.pick(names) }),
  'volume.list': nothing,
  'volume.inspect': nothing,
  'image.list': nothing,
  'image.inspect': nothing,
  'image.history': nothing,
  'system.info': nothing,
  'system.version': nothing,
  'system.df': nothing,
  'system.events': events,
  'service.list': nothing,
  'service.inspect': nothing,
  'service.ps': nothing,
  'service.logs': logs,
  'service.scale': (random) => ({ replicas: random.pick([0, 1, 3, 1_000, random.below(1_001)]) }),
  'service.force-update': nothing,
  'service.rollback': nothing,
  'node.list': nothing,
  'node.inspect': nothing,
  'node.ps': nothing,
  'stack.services': nothing,
  'stack.ps': nothing,
} as const satisfies Record<Kind, Draw>

export const allKinds = Object.keys(draws).filter((kind): kind is Kind => Object.hasOwn(draws, kind))

/** An operation of this kind with fields at random, as the wire has it. */
export function drawn(random: Random, kind: Kind): Recognised {
  const operation: Record<string, Recognised[string]> = {}
  for (const [field, value] of Object.entries(draws[kind](random))) if (value !== undefined) operation[field] = value
  return { ...operation, kind }
}
