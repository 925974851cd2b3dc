import { type Source, SourceId, genesis } from '@devops-ai/contract'
import { Operation, type OperationKind, operations } from '@devops-ai/operations'
import { describedContainer, harmless } from '../examples/described.ts'
import type { PolicyQuestion } from '../port.ts'
import { anyOperations } from './operations.ts'

/** Who may ask: a person is one with these roles. */
export const askers = {
  service: { kind: 'service', roles: ['approver'] },
  mcp: { kind: 'mcp', roles: ['operator', 'approver'] },
  'person without a role': { kind: 'person', roles: [] },
  'person who approves': { kind: 'person', roles: ['approver'] },
} as const satisfies Record<string, Pick<Source, 'kind'> & { readonly roles: readonly string[] }>

/** What a container says of its autonomy: nothing, a level, a word that nobody knows, or by its image alone. */
export const autonomies = ['silent', 'observe', 'suggest', 'approve', 'auto', 'Auto!', 'of its image'] as const

/** One cell of the matrix. Approval and freeze are not in it: see `outcome`. */
export interface Situation {
  readonly asker: keyof typeof askers
  readonly kind: OperationKind
  readonly autonomy: (typeof autonomies)[number]
  readonly guarded: boolean
  readonly dataLoss: boolean
  readonly lastHealthy: boolean
  readonly dryRun: boolean
}

const either = [false, true] as const
const everyAsker = ['service', 'mcp', 'person without a role', 'person who approves'] as const

/** Every cell of one kind of operation. */
export function* situationsOf(kind: OperationKind): Generator<Situation> {
  for (const asker of everyAsker)
    for (const autonomy of autonomies)
      for (const guarded of either)
        for (const dataLoss of either)
          for (const lastHealthy of either)
            for (const dryRun of either) yield { asker, kind, autonomy, guarded, dataLoss, lastHealthy, dryRun }
}

/** Whoever asks in a situation. */
export function askerOf({ asker }: Pick<Situation, 'asker'>): Source {
  const { kind, roles } = askers[asker]
  return { id: SourceId.parse(`a-${kind}`), kind, roles: [...roles], token_sha256: genesis }
}

/** A cell as the question that policy is asked. */
export function questionOf(situation: Situation): PolicyQuestion {
  const { kind, autonomy, guarded, dataLoss, lastHealthy, dryRun } = situation
  const operation = anyOperations.find((one) => one.kind === kind) ?? Operation.parse({ kind })
  const level = { 'devops-ai.autonomy': autonomy === 'of its image' ? 'auto' : autonomy }
  const role = guarded ? { 'devops-ai.role': 'agent' } : {}
  const own = { ...role, ...(autonomy !== 'silent' && autonomy !== 'of its image' && level) }
  return {
    source: askerOf(situation),
    operation,
    target:
      operations[kind].command.target === 'none'
        ? null
        : { ...describedContainer({}), labels: { ...own, ...(autonomy === 'of its image' && level) }, ownLabels: own },
    effects: { ...harmless, data_loss: dataLoss, last_healthy_replica: lastHealthy, reversible: !dataLoss },
    priority: 'HIGH',
    dryRun,
  }
}
