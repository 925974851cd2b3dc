import { z } from 'zod'
import { onTarget } from '../command.ts'
import { serviceChange } from '../definition.ts'
import { updateService } from '../update-service.ts'

export const ServiceRollback = z.strictObject({ kind: z.literal('service.rollback') })

export const serviceRollback = serviceChange({
  schema: ServiceRollback,
  about: 'service',
  summary: 'give a Swarm service back its specification before the last update',
  sentence: (_, name) => `Roll the Swarm service ${name} back to its specification before the last update.`,
  words: { verbs: [], phrases: [] },
  command: {
    words: [
      ['service', 'rollback'],
      ['service', 'update'],
    ],
    operands: onTarget,
    flags: [],
    marks: [{ spellings: ['--rollback'], values: [], role: 'chooses', behind: ['service', 'update'] }],
    unsaid: {},
  },
  call: (_, reached, before) =>
    updateService(reached, before, (specification) => specification, { rollback: 'previous' }),
  unfit: (_, { has_previous }) =>
    has_previous ? null : 'the service was never updated: there is nothing before to go back to',
  interrupts: ({ replicas }) => replicas !== 0,
  // The engine remembers one specification; a rollback exchanges it with the present one.
  undo: (_, { has_previous }) => (has_previous ? { kind: 'service.rollback' } : null),
  witness: (before, after) => {
    if (after === null) return 'cannot_tell'
    if (after.version === before.version) return 'not_happened'
    const rolledBack = after.update_state?.startsWith('rollback') === true
    // While an earlier rollback goes on, the engine counts versions up by itself.
    const byUs = before.update_state !== 'rollback_started' || isOther(before.configuration, after.configuration)
    return rolledBack && byUs ? 'happened' : 'cannot_tell'
  },
})

const isOther = (before: string | null, after: string | null): boolean =>
  before !== null && after !== null && before !== after
