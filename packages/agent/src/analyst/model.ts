import { converse, jsonIn, mindOf, type ModelSettings, type Reading, type Usage } from '@devops-ai/language-model'
import type { ModelCost } from '@devops-ai/contract'
import { z } from 'zod'
import { sum } from './sum.ts'
import type { Patience } from '../diagnosis/conclusion.ts'
import { withdrawnOf } from '../diagnosis/rules/target-unknown.ts'
import { isMute, isOutOfSight } from '../diagnosis/rules/unseen.ts'
import { factsOf } from '../evidence/facts.ts'
import { rulesSeat } from './rules.ts'
import { evidenceText, instructions, shownOf } from './prompt.ts'
import { judgeProposal, Proposal, type Ground, type Judged } from './proposal.ts'
import type { Analyst, AnalystQuestion } from './seat.ts'

export interface ModelAnalystDeps {
  readonly patience: Patience
  readonly onUsage: (usage: Usage) => void
  readonly fetch?: typeof globalThis.fetch
}

/**
 * A language model as the analyst. It reads numbered evidence and proposes; code judges the proposal by the engine's facts.
 * An answer that cannot be used goes back twice at most, then to a person. The rules never stand in for it.
 */
export async function modelAnalyst(settings: ModelSettings, { patience, ...deps }: ModelAnalystDeps): Promise<Analyst> {
  return {
    kind: 'model',
    analyse: async (question, now, signal) => {
      const shown = shownOf(question.evidence)
      // A name that only an alert gave is a stranger's text and has no place among the instructions.
      const target = question.target?.name ?? 'unknown'
      const ground: Ground = {
        target,
        facts: factsOf(question.evidence),
        numbers: new Set(shown.map(({ number }) => number)),
        circumstances: { now: now.getTime(), prior: question.prior, patience: slowing(patience, question) },
      }
      // That nothing is left to ask about, or nothing to be seen just now, needs no model to say. No model stands in for another.
      const isAway = isOutOfSight(ground.facts) && !isMute(ground.facts)
      if (withdrawnOf(ground.facts) || isAway) return rulesSeat(patience).conclude(question, now)
      const used: Usage[] = []
      const onUsage = (usage: Usage): void => {
        used.push(usage)
        deps.onUsage(usage)
      }
      const mind = mindOf({ settings, ...deps, onUsage })
      const answer = await converse(mind, instructions(target), evidenceText(shown, question), readOn(ground), signal)
      const usage = costOf(used)
      return answer.ok ? { ...answer.value, usage } : { ok: false, detail: answer.detail, usage }
    },
  }
}

const costOf = (used: readonly Usage[]): ModelCost => ({
  questions: used.length,
  tokens_in: sum(used.map(({ tokensIn }) => tokensIn)),
  tokens_out: sum(used.map(({ tokensOut }) => tokensOut)),
  usd: sum(used.map(({ costUsd }) => costUsd)),
})

const readOn =
  (ground: Ground) =>
  (text: string): Reading<Extract<Judged, { ok: true }>> => {
    const proposal = Proposal.safeParse(jsonIn(text))
    if (!proposal.success)
      return { kind: 'complaint', detail: `expected the JSON object described: ${z.prettifyError(proposal.error)}` }
    const judged = judgeProposal(proposal.data, ground)
    return judged.ok ? { kind: 'value', value: judged } : { kind: 'complaint', detail: judged.complaint }
  }

const mostDoublings = 6

/** Every look costs a question: an incident that waits on is looked at half as often each time. */
const slowing = (patience: Patience, { evidence, target }: AnalystQuestion): Patience => {
  const looks = evidence.filter(({ source, about }) => source === 'status' && about === target?.name).length
  return { ...patience, recheckSeconds: patience.recheckSeconds * 2 ** Math.min(Math.max(0, looks - 1), mostDoublings) }
}
