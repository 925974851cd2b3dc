import { Cause, type Diagnosis, type Plan } from '@devops-ai/contract'
import { z } from 'zod'
import type { Circumstances, Rule } from '../diagnosis/conclusion.ts'
import type { Repairable } from '../diagnosis/remedy.ts'
import { crashLoop } from '../diagnosis/rules/crash-loop.ts'
import { crashed } from '../diagnosis/rules/crashed.ts'
import { dependencyDown } from '../diagnosis/rules/dependency-down.ts'
import { dependencyRecovered } from '../diagnosis/rules/dependency-recovered.ts'
import { dependencyUnprobed } from '../diagnosis/rules/dependency-unprobed.ts'
import { dependencyUnseen } from '../diagnosis/rules/dependency-unseen.ts'
import { healthCheckBroken } from '../diagnosis/rules/health-check-broken.ts'
import { healthy } from '../diagnosis/rules/healthy.ts'
import { memoryKill } from '../diagnosis/rules/memory-kill.ts'
import { memoryLeak } from '../diagnosis/rules/memory-leak.ts'
import { neverStarted } from '../diagnosis/rules/never-started.ts'
import { paused } from '../diagnosis/rules/paused.ts'
import { processHung } from '../diagnosis/rules/process-hung.ts'
import { starting } from '../diagnosis/rules/starting.ts'
import { stoppedByPerson } from '../diagnosis/rules/stopped-by-person.ts'
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

/** What a proposal is judged by: the incident's own target, its facts, and the numbers that may be cited. */
export interface Ground {
  readonly target: string
  readonly facts: Facts
  readonly numbers: ReadonlySet<string>
  readonly circumstances: Circumstances
}

/** The engine's facts without which no word of a model changes anything are those that the rules need for the same change. */
const licences = {
  process_hung: processHung,
  crashed,
  crash_loop: crashLoop,
  memory_kill: memoryKill,
  memory_leak_detected: memoryLeak,
  paused,
} satisfies Record<Repairable, Rule>

/** Reasons not to touch it that hold whoever analyses. */
const vetoes: readonly Rule[] = [
  stoppedByPerson,
  neverStarted,
  healthCheckBroken,
  dependencyDown,
  dependencyRecovered,
  dependencyUnseen,
  dependencyUnprobed,
]

/** An end without a change needs a target that is seen to be well, or to be away because somebody wanted that. */
const leaves: readonly Rule[] = [stoppedByPerson, paused, healthy]

/**
 * Judges a model's proposal by the facts: citations that exist, this target, a cause that has a remedy, an engine fact that
 * allows it. What is wrong comes back as a complaint that the model can mend. Pure.
 */
export function judgeProposal(proposal: Proposal, ground: Ground): Judged {
  const { cause, sentence, citations, action, reason } = proposal
  const { target, facts, numbers, circumstances } = ground
  const invented = citations.filter((number) => !numbers.has(number))
  if (invented.length > 0) return complain(`citations ${invented.join(', ')} are no evidence of this incident`)
  if (proposal.target !== target) return complain(`the target is ${target}, got ${proposal.target}`)
  // Which dependency is looked at in an incident of its own, the facts say, not the model.
  const about = cause === 'dependency_down' ? (dependencyDown(facts, circumstances)?.diagnosis.about ?? null) : null
  const diagnosis: Diagnosis = { cause, sentence, citations: [...new Set(citations)], analyst: 'model', about }
  switch (action) {
    case 'change':
      return change(proposal, ground, diagnosis)
    case 'wait': {
      const seconds = Math.ceil(circumstances.patience.recheckSeconds)
      return { ok: true, diagnosis, plan: { action, for: about ?? sentence, seconds, reason } }
    }
    case 'nothing':
      return mayBeLeft(facts, circumstances)
        ? { ok: true, diagnosis, plan: { action, reason } }
        : complain(`${target} is not seen to be well, nor stopped on purpose: choose change, wait or escalate`)
    case 'escalate':
      return { ok: true, diagnosis, plan: { action, reason, suggestion: null } }
  }
}

function change({ cause, citations, reason }: Proposal, ground: Ground, diagnosis: Diagnosis): Judged {
  const { target, facts, circumstances } = ground
  if (!isRepairable(cause)) return complain(`no operation repairs ${cause}: choose wait, nothing or escalate`)
  if (!facts.status) return complain(`the state of ${target} is not known, so nothing may be changed`)
  for (const veto of vetoes) {
    const against = veto(facts, circumstances)
    if (against) return complain(`${against.diagnosis.sentence}: nothing may be changed`)
  }
  const licence = licences[cause](facts, circumstances)
  if (licence?.plan.action !== 'change')
    return complain(`the engine's facts do not show ${cause} in a form that a change repairs: choose wait or escalate`)
  if (!citations.includes(facts.status.number))
    return complain(`a change must cite the state of ${target}, which is ${facts.status.number}`)
  return { ok: true, diagnosis, plan: { ...licence.plan, reason } }
}

const mayBeLeft = (facts: Facts, circumstances: Circumstances): boolean =>
  starting(facts, circumstances) === null &&
  leaves.some((rule) => rule(facts, circumstances)?.plan.action === 'nothing')

const isRepairable = (cause: Cause): cause is Repairable => remedies[cause] !== null
const complain = (complaint: string): Judged => ({ ok: false, complaint })
