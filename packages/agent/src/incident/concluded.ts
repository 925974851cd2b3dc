import type { Cause, Diagnosis, Plan } from '@devops-ai/contract'
import { budgetSpent } from './budget.ts'
import type { Incident } from './incident.ts'
import { decides, escalates, later } from './moves.ts'
import type { Moment, Step } from './step.ts'

/** A diagnosis came with a plan: act within the budget, wait within the patience, end, or tell a person. */
export function concluded(
  before: Incident,
  { diagnosis, plan }: { readonly diagnosis: Diagnosis; readonly plan: Plan },
  moment: Moment,
): Step {
  // What was wrong stays the diagnosis once it is over.
  const told = diagnosis.cause === 'healthy' ? (before.diagnosis ?? diagnosis) : diagnosis
  const waits = plan.action === 'wait' ? before.waits + 1 : 0
  const { approval } = before
  // What a person is asked about stays the plan until he has answered: a look makes neither a second question nor another wait.
  const incident: Incident = {
    ...before,
    phase: 'diagnosed',
    diagnosis: told,
    plan: approval ? before.plan : plan,
    waits,
  }
  if (approval && (plan.action === 'change' || plan.action === 'wait'))
    return decides(incident, {
      type: 'waiting',
      for: `approval ${approval.id}`,
      until: approval.until,
      reason: plan.reason,
    })
  switch (plan.action) {
    case 'change':
      return acts(incident, plan, moment)
    case 'wait':
      return suspecting(waitsAWhile(incident, plan, moment), diagnosis)
    case 'nothing':
      return decides(incident, theEnd(before, diagnosis.cause, plan.reason))
    case 'escalate':
      return escalates(incident, plan.reason, plan.suggestion)
  }
}

/**
 * Once a person has been told, the agent only watches: it never acts again by itself on this incident. A try that a
 * person asked for is one plan beyond the budget.
 */
function acts(incident: Incident, plan: Extract<Plan, { action: 'change' }>, { limits }: Moment): Step {
  if (incident.escalated) return escalates(incident, `${plan.reason}; a person has been told`, plan.intent)
  const spent = incident.retries > 0 ? null : budgetSpent(incident, limits)
  return spent
    ? escalates(incident, spent, plan.intent)
    : { incident, effects: [{ do: 'request', round: incident.round }] }
}

function waitsAWhile(incident: Incident, plan: Extract<Plan, { action: 'wait' }>, { at, limits }: Moment): Step {
  const waited = (Date.parse(at) - Date.parse(incident.heldUntil ?? incident.openedAt)) / 1_000
  if (waited + plan.seconds > limits.waitSeconds)
    return escalates(
      incident,
      `It has waited ${Math.round(waited)} s for ${plan.for}, the limit is ${limits.waitSeconds} s`,
    )
  const until = later(at, growing(plan.seconds, incident.waits))
  return decides(incident, { type: 'waiting', for: plan.for, until, reason: plan.reason })
}

const longestWait = 60

/** Who waits long looks less often: a monitor that says "resolved" wakes it anyway, and the log stays small. */
const growing = (seconds: number, waits: number): number =>
  Math.min(Math.max(seconds, longestWait), seconds * 1.5 ** (waits - 1))

/** A dependency in trouble gets an incident of its own, with its own evidence and budget; this one is asked for once. */
function suspecting(step: Step, { cause, about }: Diagnosis): Step {
  if (cause !== 'dependency_down' || about === null || step.incident.suspected.includes(about)) return step
  return { ...step, effects: [...step.effects, { do: 'suspect', name: about }] }
}

/** Fine now, and seen in trouble before: resolved. Whatever else needs no change ends without a claim to have helped. */
function theEnd(before: Incident, cause: Cause, reason: string) {
  const wasInTrouble = before.changes > 0 || (before.diagnosis !== null && before.diagnosis.cause !== 'healthy')
  return cause === 'healthy' && wasInTrouble
    ? ({ type: 'resolved', sentence: reason } as const)
    : ({ type: 'no_action', reason } as const)
}
