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
  words: {
    verbs: [
      { base: 'roll', particle: 'back', past: 'rolled', ing: 'rolling', alone: true },
      { base: 'rollback', past: 'rolled back', ing: 'rolling back', noun: 'rollback', alone: true },
      { base: 'revert', past: 'reverted', ing: 'reverting' },
    ],
    behind: '[[back] (to|onto) {previous}]',
    serves: ['recovery', 'harm', 'access'],
    phrases: [
      '(undo|revert|reverse|back out|roll back|rollback|take back) [the|its|this|that] [last|latest|previous|recent|most recent|failed|bad|broken|current] {aService} (update|rollout|upgrade|release|deployment|deploy) [(of|to|on|for) {target}]',
      '(undo|revert|reverse|roll back|rollback) {target} [last|latest|previous|recent|most recent] {aService} (update|rollout|upgrade|release|deployment|deploy)',
      '(undo|revert|reverse) [the] changes to {target} [configuration|config|spec|specification|settings]',
      '(put|bring|take|switch|return|move|set|restore|get) {target} [back] (to|on|onto) {previous}',
      '(go|switch|move|change|fall|roll) back to {previous} [of {target}]',
      '(restore|bring back|reinstate) {previous} [of {target}]',
      '(@service|do a|perform a|trigger a|run a|start a|initiate a|i need a|we need a) rollback [(of|on|for) {target}]',
      'rollback (of|for) {target}',
    ],
    speaks: ['undo', 'reverse'],
  },
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
