import { TargetName } from '@devops-ai/contract'
import fc from 'fast-check'
import { mostLines } from '../most-lines.ts'
import { Operation } from '../operation.ts'

const patience = fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined })

const plain = fc
  .constantFrom('inspect', 'health', 'stats', 'top', 'start', 'pause', 'unpause')
  .map((verb) => ({ kind: `container.${verb}` }))

const patient = fc
  .record({ kind: fc.constantFrom('container.stop', 'container.restart'), timeout_seconds: patience })
  .map(({ kind, timeout_seconds }) => (timeout_seconds === undefined ? { kind } : { kind, timeout_seconds }))

const logs = fc.record(
  {
    kind: fc.constant('container.logs'),
    tail: fc.integer({ min: 1, max: mostLines }),
    since_seconds: fc.integer({ min: 1, max: 366 * 86_400 }),
    errors_only: fc.boolean(),
    timestamps: fc.boolean(),
  },
  { requiredKeys: ['kind', 'tail', 'errors_only', 'timestamps'] },
)

const list = fc.record({ kind: fc.constant('container.list'), all: fc.boolean() })

/** Every operation of the closed set. For tests. */
export const anyOperation: fc.Arbitrary<Operation> = fc
  .oneof(plain, patient, logs, list)
  .map((value) => Operation.parse(value))

/** Every name that a target may have. For tests. */
export const anyTargetName: fc.Arbitrary<TargetName> = fc
  .stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,40}$/)
  .map((name) => TargetName.parse(name))
