import { TargetName } from '@devops-ai/contract'
import fc from 'fast-check'
import { mostLines } from '../most-lines.ts'
import { Operation, type OperationKind } from '../operation.ts'

const nothing = fc.constant({})
const year = 366 * 86_400
const patience = fc.record({ timeout_seconds: fc.integer({ min: 0, max: 600 }) }, { requiredKeys: [] })
const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,40}$/)

const serviceLogs = {
  tail: fc.integer({ min: 1, max: mostLines }),
  since_seconds: fc.integer({ min: 1, max: year }),
  errors_only: fc.boolean(),
  timestamps: fc.boolean(),
}
const logs = { ...serviceLogs, until_seconds: fc.integer({ min: 0, max: year }) }
const always = ['tail', 'errors_only', 'timestamps'] as const

const policy = fc.oneof(
  fc.constantFrom('no', 'always', 'unless-stopped', 'on-failure'),
  fc.integer({ min: 1, max: 999_999_999 }).map((times) => `on-failure:${times}`),
)

const limits = fc
  .record(
    {
      memory_bytes: fc.oneof(
        fc.maxSafeInteger().filter((bytes) => bytes >= 6 * 1024 ** 2),
        fc.integer({ min: 6, max: 65_536 }).map((mebibytes) => mebibytes * 1024 ** 2),
      ),
      cpus: fc.integer({ min: 1, max: 51_200 }).map((hundredths) => hundredths / 100),
      pids_limit: fc.oneof(fc.constant(-1), fc.integer({ min: 1 }), fc.constant(Number.MAX_SAFE_INTEGER)),
      restart_policy: policy,
    },
    { requiredKeys: [] },
  )
  .filter((fields) => Object.keys(fields).length > 0)

const window = fc
  .tuple(fc.integer({ min: 0, max: year - 1 }), fc.integer({ min: 1, max: year }))
  .map(([until_seconds, more]) => ({ until_seconds, since_seconds: Math.min(year, until_seconds + more) }))

/** The fields of each operation. A new operation that lacks its row does not compile. */
const fields = {
  'container.list': fc.record({ all: fc.boolean() }),
  'container.inspect': nothing,
  'container.health': nothing,
  'container.logs': fc.record(logs, { requiredKeys: [...always] }),
  'container.stats': nothing,
  'container.top': nothing,
  'container.port': nothing,
  'container.diff': nothing,
  'container.wait': nothing,
  'network.list': nothing,
  'network.inspect': nothing,
  'volume.list': nothing,
  'volume.inspect': nothing,
  'image.list': nothing,
  'image.inspect': nothing,
  'image.history': nothing,
  'system.info': nothing,
  'system.version': nothing,
  'system.df': nothing,
  'system.events': window,
  'service.list': nothing,
  'service.inspect': nothing,
  'service.ps': nothing,
  'service.logs': fc.record(serviceLogs, { requiredKeys: [...always] }),
  'node.list': nothing,
  'node.inspect': nothing,
  'node.ps': nothing,
  'stack.services': nothing,
  'stack.ps': nothing,
  'container.start': nothing,
  'container.stop': patience,
  'container.restart': patience,
  'container.pause': nothing,
  'container.unpause': nothing,
  'container.kill': fc.record({
    signal: fc.constantFrom('KILL', 'TERM', 'INT', 'QUIT', 'HUP', 'USR1', 'USR2', 'ABRT', 'WINCH'),
  }),
  'container.update': limits,
  'container.remove': nothing,
  'network.connect': fc.record({ network: name, aliases: fc.array(name, { maxLength: 4 }) }),
  'network.disconnect': fc.record({ network: name }),
  'service.scale': fc.record({ replicas: fc.integer({ min: 0, max: 1_000 }) }),
  'service.force-update': nothing,
  'service.rollback': nothing,
} satisfies Record<OperationKind, fc.Arbitrary<object>>

/** Every operation of the closed set, each kind as often as any other. For tests. */
export const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  ...Object.entries<fc.Arbitrary<object>>(fields).map(([kind, own]) =>
    own.map((values) => Operation.parse({ kind, ...values })),
  ),
)

/** One operation of each kind. For tests. */
export const oneOfEach: readonly Operation[] = Object.entries<fc.Arbitrary<object>>(fields).flatMap(([kind, own]) =>
  fc.sample(own, { numRuns: 1, seed: 1 }).map((values) => Operation.parse({ kind, ...values })),
)

/** Every name that a target may have. For tests. */
export const anyTargetName: fc.Arbitrary<TargetName> = name.map((text) => TargetName.parse(text))
