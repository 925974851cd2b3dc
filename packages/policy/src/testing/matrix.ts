import { type Source, SourceId, genesis } from '@devops-ai/contract'
import { type Operation, type OperationKind, operations } from '@devops-ai/operations'
import { oneOfEach } from '@devops-ai/operations/testing'
import { type IndexedContainer, isContainer, type Subject } from '@devops-ai/engine'
import { describedSubject, harmless } from '../examples/described.ts'
import type { PolicyQuestion } from '../port.ts'

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

/** What a cell's target carries: its own labels, and all of them, those of its image included. */
export function labelsOf({ autonomy, guarded }: Situation): Pick<IndexedContainer, 'labels' | 'ownLabels'> {
  const role = guarded ? { 'devops-ai.role': 'agent' } : {}
  if (autonomy === 'silent') return { labels: role, ownLabels: role }
  if (autonomy === 'of its image') return { labels: { ...role, 'devops-ai.autonomy': 'auto' }, ownLabels: role }
  const own = { ...role, 'devops-ai.autonomy': autonomy }
  return { labels: own, ownLabels: own }
}

/** What the operation of a cell is about. Only a container has an image that brings labels along. */
function subjectOf(situation: Situation): Subject | null {
  const subject = describedSubject(operations[situation.kind].about, {})
  const { labels, ownLabels } = labelsOf(situation)
  if (!subject) return null
  return isContainer(subject) ? { ...subject, labels, ownLabels } : { ...subject, labels: ownLabels }
}

/** The operation of a cell; its fields are of no concern to policy. */
export function oneOfKind(kind: OperationKind): Operation {
  const operation = oneOfEach.find((one) => one.kind === kind)
  if (!operation) throw new Error(`there is no example of ${kind}`)
  return operation
}

/** A cell as the question that policy is asked. */
export function questionOf(situation: Situation): PolicyQuestion {
  const { kind, dataLoss, lastHealthy, dryRun } = situation
  return {
    source: askerOf(situation),
    operation: oneOfKind(kind),
    target: subjectOf(situation),
    effects: {
      ...harmless,
      data_loss: dataLoss,
      last_healthy_replica: lastHealthy,
      reversible: !dataLoss && kind !== 'container.remove',
    },
    priority: 'HIGH',
    dryRun,
  }
}
