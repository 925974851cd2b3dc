import type { IncidentEvent, IncidentId } from '@devops-ai/contract'
import { rulesSeat } from '../analyst/rules.ts'
import { questionOf } from '../analyst/seat.ts'
import type { AlertData } from '../evidence/alert.ts'
import { noTargetEvidence } from '../evidence/gathered.ts'
import type { Effect, Incident } from '../incident/incident.ts'
import { analysed } from '../perform/analyse.ts'
import type { Rules } from '../store/append.ts'
import type { Choice } from '../target/choose.ts'

/** What is known of an incident that opens without a target: why, and its alerts so far. */
export interface Unnamed {
  readonly choice: Exclude<Choice, { kind: 'known' }>
  readonly alerts: readonly AlertData[]
}

/** Nothing waits for a target that nobody knows, so nothing of this matters to what is concluded. */
const seat = rulesSeat({ stableSeconds: 0, recheckSeconds: 0 })

/**
 * Rules under which an incident without a target reaches a person in the transaction that opens it: what the gateway lists
 * was just compared, so nobody is asked again, and that it is not known who is meant needs no model to say. Thousands of
 * alerts about nothing that we know cost a few statements.
 */
export const rulesFor = (rules: Rules, unnamed: ReadonlyMap<IncidentId, Unnamed>): Rules => ({
  ...rules,
  atOnce: (incident, effect, moment) =>
    followsAtOnce(incident, effect, unnamed.get(incident.id), moment.at) ?? rules.atOnce(incident, effect, moment),
})

function followsAtOnce(
  incident: Incident,
  effect: Effect,
  unnamed: Unnamed | undefined,
  at: string,
): readonly IncidentEvent[] | null {
  if (!unnamed || incident.target !== null || incident.round !== 1) return null
  if (effect.do === 'gather') {
    const evidence = [...noTargetEvidence(incident.evidence, unnamed.alerts, unnamed.choice)]
    return [{ type: 'evidence_gathered', round: effect.round, evidence }]
  }
  return effect.do === 'analyse' ? [analysed(seat.conclude(questionOf(incident), new Date(at)))] : null
}
