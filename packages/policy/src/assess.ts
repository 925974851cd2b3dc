import type { Baseline, Effects, Undo } from '@devops-ai/contract'
import { dependentsOf, type IndexedContainer, isContainer, isLastHealthyReplica, type Subject } from '@devops-ai/engine'
import { type ChangeDefinition, type Operation, renderCommand, sentenceOf } from '@devops-ai/operations'
import { harmless } from './examples/described.ts'

/** What is known when effects are computed. `before` is the subject's live state, the rest is the index. */
export interface Situation {
  readonly subject: Subject
  readonly before: Baseline
  readonly all: readonly IndexedContainer[]
  /** Is it part of this system, or named in GATEWAY_PROTECTED? */
  isProtected(subject: Subject): boolean
}

export interface Assessment {
  readonly effects: Effects
  /** Null: there is none, and that is said. */
  readonly undo: Undo | null
}

/** What a read does: nothing. */
export const effectsOfReading = (isProtectedTarget: boolean): Effects => ({ ...harmless, protected: isProtectedTarget })

/** Facts about a change before it runs, from the engine's live state. */
export function assess(change: ChangeDefinition, operation: Operation, situation: Situation): Assessment {
  const { subject, before, all } = situation
  const interrupts = change.interrupts(operation, before)
  const dataLoss = change.losesData(before)
  const effects: Effects = {
    interrupts,
    last_healthy_replica: interrupts && (!isContainer(subject) || isLastHealthyReplica(subject, all)),
    dependents: interrupts && isContainer(subject) ? dependentsOf(subject, all) : [],
    data_loss: dataLoss,
    reversible: !dataLoss && change.irreversible !== true,
    protected: situation.isProtected(subject),
  }
  return { effects, undo: undoOf(change.undo(operation, before), subject.name) }
}

const undoOf = (operation: Operation | null, name: string): Undo | null =>
  operation && { operation, command: renderCommand(operation, name), sentence: sentenceOf(operation, name) }

/** What several steps come to together: the worst of each. Who is itself touched is no dependent. */
export function together(effects: readonly Effects[], touched: ReadonlySet<string>): Effects {
  const some = (fact: (one: Effects) => boolean): boolean => effects.some(fact)
  const dependents = effects.flatMap((one) => one.dependents).filter((name) => !touched.has(name))
  return {
    interrupts: some((one) => one.interrupts),
    last_healthy_replica: some((one) => one.last_healthy_replica),
    dependents: [...new Set(dependents)].toSorted(),
    data_loss: some((one) => one.data_loss),
    reversible: effects.every((one) => one.reversible),
    protected: some((one) => one.protected),
  }
}
