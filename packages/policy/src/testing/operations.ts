import { kinds, Operation } from '@devops-ai/operations'

const fields = new Map<string, object>([
  ['container.list', { all: true }],
  ['container.logs', { tail: 100, errors_only: false, timestamps: false }],
])

/** One operation of each kind there is. */
export const anyOperations: readonly Operation[] = kinds.map((kind) => Operation.parse({ kind, ...fields.get(kind) }))
