import type { Evidence, ExecuteAnswer, Reply, Target, TargetInfo } from '@devops-ai/contract'
import { unreachableNames } from '../diagnosis/unreachable.ts'
import { neighbours } from '../target/dependencies.ts'
import { alertEvidence, type AlertData } from './alert.ts'
import { answerEvidence } from './answer.ts'
import { namedInLogsEvidence } from './dependency.ts'
import { type Draft, mint } from './draft.ts'
import { factsOf } from './facts.ts'
import { missingEvidence, targetMissing, type NoTarget } from './missing.ts'
import { memoryEvidence, type MemoryData } from '../memory/memory.ts'
import type { Question } from './question.ts'

/** A question and how it was answered; `null` is no answer before the round's deadline. */
export interface Answered {
  readonly question: Question
  readonly reply: Reply<ExecuteAnswer> | null
}

/** What a round found out about a known target, numbered. The target's status comes first: a round begins with it. */
export function roundEvidence(round: {
  readonly known: readonly Evidence[]
  readonly alerts: readonly AlertData[]
  readonly target: Target
  readonly targets: readonly TargetInfo[]
  readonly answers: readonly Answered[]
  readonly memory?: MemoryData | null
}): readonly Evidence[] {
  const answers = round.answers.map(({ question, reply }) =>
    reply === null
      ? missingEvidence(question.subject, question.about.name, 'no answer before the deadline', true)
      : answerEvidence(question, reply),
  )
  const drafts = [
    ...answers,
    ...namedInLogs(answers, round.target, round.targets),
    ...newAlerts(round.known, round.alerts),
    ...remembered(round.memory),
  ]
  return mint(round.known, drafts)
}

const remembered = (memory: MemoryData | null = null): readonly Draft[] => {
  const draft = memory && memoryEvidence(memory)
  return draft ? [draft] : []
}

/** What there is to say when the target is not known. */
export const noTargetEvidence = (
  known: readonly Evidence[],
  alerts: readonly AlertData[],
  choice: NoTarget,
): readonly Evidence[] => mint(known, [targetMissing(choice, areWithdrawn(alerts)), ...newAlerts(known, alerts)])

const areWithdrawn = (alerts: readonly AlertData[]): boolean =>
  alerts.length > 0 && alerts.every(({ resolved }) => resolved === true)

/** An alert is evidence once; when it is resolved it is a new fact. */
function newAlerts(known: readonly Evidence[], alerts: readonly AlertData[]): readonly Draft[] {
  const said = new Set(factsOf(known).alerts.map(({ value }) => identity(value)))
  return alerts.filter((alert) => !said.has(identity(alert))).map(alertEvidence)
}

const identity = ({ sender, fingerprint, starts_at, resolved }: AlertData): string =>
  JSON.stringify([sender, fingerprint, starts_at, resolved === true])

/** Neighbours that the logs say cannot be reached, unless they were asked already. */
function namedInLogs(answers: readonly Draft[], target: Target, targets: readonly TargetInfo[]): readonly Draft[] {
  const { logs, dependencies } = factsOf(mint([], answers))
  const lines = logs?.value.lines.map(({ text }) => text) ?? []
  const asked = new Set(dependencies.map(({ value }) => value.name))
  const named = unreachableNames(lines)
  return neighbours(target, targets)
    .filter(({ name }) => !asked.has(name))
    .filter(({ name, service, aliases }) => [name, service ?? '', ...aliases].some((alias) => named.has(alias)))
    .map(namedInLogsEvidence)
}
