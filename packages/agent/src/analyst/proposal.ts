import { Cause, type Diagnosis, type HealthFacts, type Plan } from '@devops-ai/contract'
import { z } from 'zod'
import type { Circumstances } from '../diagnosis/conclusion.ts'
import { remedy, type Repairable } from '../diagnosis/remedy.ts'
import { memoryLeak } from '../diagnosis/rules/memory-leak.ts'
import { dependencyDown } from '../diagnosis/rules/dependency-down.ts'
import { dependencyRecovered } from '../diagnosis/rules/dependency-recovered.ts'
import { dependencyUnprobed } from '../diagnosis/rules/dependency-unprobed.ts'
import { dependencyUnseen } from '../diagnosis/rules/dependency-unseen.ts'
import { neverStarted } from '../diagnosis/rules/never-started.ts'
import { starting } from '../diagnosis/rules/starting.ts'
import { stoppedByPerson } from '../diagnosis/rules/stopped-by-person.ts'
import { hasFailed, hasStopped, isUnhealthy } from '../diagnosis/state.ts'
import type { Facts } from '../evidence/facts.ts'
import { remedies } from '../patterns.ts'

/** What a model must answer, and nothing else. */
export const Proposal = z.strictObject({
  cause: Cause,
  target: z.string(),
  sentence: z.string().min(1).max(500),
  citations: z.array(z.string()).min(1).max(20),
  action: z.enum(['change', 'wait', 'nothing', 'escalate']),
  reason: z.string().min(1).max(500),
})
export type Proposal = z.infer<typeof Proposal>

export type Judged =
  | { readonly ok: true; readonly diagnosis: Diagnosis; readonly plan: Plan }
  | { readonly ok: false; readonly complaint: string }

/** The engine fact without which no word of a model restarts, starts or unpauses anything. */
const licences: {
  readonly [C in Repairable]: (status: HealthFacts, facts: Facts, circumstances: Circumstances) => boolean
} = {
  process_hung: isUnhealthy,
  crashed: hasStopped,
  memory_kill: (status) => hasFailed(status) && (status.oom_killed || hasStopped(status)),
  crash_loop: hasFailed,
  paused: ({ status, stopped_by }) => status === 'paused' && stopped_by !== 'person',
  memory_leak_detected: (_status, facts, circumstances) => memoryLeak(facts, circumstances)?.plan.action === 'change',
}

/** Reasons not to touch it that hold whoever analyses. */
const vetoes = [
  stoppedByPerson,
  neverStarted,
  dependencyDown,
  dependencyUnseen,
  dependencyUnprobed,
  dependencyRecovered,
  starting,
]

/**
 * Judges a model's proposal by the facts: citations that exist, this target, a cause that has a remedy, an engine fact that
 * allows it. What is wrong comes back as a complaint that the model can mend. Pure.
 */
export function judgeProposal(
  proposal: Proposal,
  target: string,
  facts: Facts,
  numbers: ReadonlySet<string>,
  circumstances: Circumstances,
): Judged {
  const invented = proposal.citations.filter((number) => !numbers.has(number))
  if (invented.length > 0) return complain(`citations ${invented.join(', ')} are no evidence of this incident`)
  if (proposal.target !== target) return complain(`the target is ${target}, got ${proposal.target}`)
  const { cause, sentence, citations, reason } = proposal
  const diagnosis: Diagnosis = { cause, sentence, citations, analyst: 'model', about: null }
  switch (proposal.action) {
    case 'change':
      return changePlan(proposal, target, facts, circumstances, diagnosis)
    case 'wait':
      return {
        ok: true,
        diagnosis,
        plan: { action: 'wait', for: sentence, seconds: circumstances.patience.recheckSeconds, reason },
      }
    case 'nothing':
      return facts.status && hasFailed(facts.status.value)
        ? complain(
            `the engine says that ${target} has failed; doing nothing needs another action: change, wait or escalate`,
          )
        : { ok: true, diagnosis, plan: { action: 'nothing', reason } }
    case 'escalate':
      return { ok: true, diagnosis, plan: { action: 'escalate', reason, suggestion: null } }
  }
}

function changePlan(
  proposal: Proposal,
  target: string,
  facts: Facts,
  circumstances: Circumstances,
  diagnosis: Diagnosis,
): Judged {
  const { cause } = proposal
  if (!isRepairable(cause)) return complain(`no operation repairs ${cause}: choose wait, nothing or escalate`)
  const { status } = facts
  if (!status) return complain(`the state of ${target} is not known, so nothing may be changed`)
  for (const veto of vetoes) {
    const against = veto(facts, circumstances)
    if (against) return complain(`${against.diagnosis.sentence}: nothing may be changed`)
  }
  if (!licences[cause](status.value, facts, circumstances))
    return complain(`the engine's facts do not show ${cause}, so it may not be acted on`)
  if (!proposal.citations.includes(status.number))
    return complain(`a change must cite the state of ${target}, which is ${status.number}`)
  return {
    ok: true,
    diagnosis,
    plan: remedy(cause, target, status.value, circumstances.patience.stableSeconds, proposal.reason),
  }
}

const isRepairable = (cause: Cause): cause is Repairable => remedies[cause] !== null
const complain = (complaint: string): Judged => ({ ok: false, complaint })
