import type {
  Diagnosis,
  Evidence,
  History,
  IncidentAlert,
  IncidentId,
  ModelCost,
  Plan,
  Target,
} from '@devops-ai/contract'
import type { Incident } from '../incident/incident.ts'

/** What an analyst is given: the facts of the incident and what was tried before. */
export interface AnalystQuestion {
  readonly incident: IncidentId
  readonly target: Target | null
  readonly name: string
  readonly alerts: readonly IncidentAlert[]
  readonly evidence: readonly Evidence[]
  readonly prior: { readonly changes: number; readonly ineffective: number; readonly history: History }
}

/** What an analyst came to, or why it came to nothing; that goes to a person, never to another analyst. */
export type Analysis =
  | { readonly ok: true; readonly diagnosis: Diagnosis; readonly plan: Plan; readonly usage?: ModelCost }
  | { readonly ok: false; readonly detail: string; readonly usage?: ModelCost }

export interface RulesAnalyst {
  readonly kind: 'rules'
  readonly conclude: (question: AnalystQuestion, now: Date) => Analysis
}

/**
 * Who analyses is configuration. `rules` needs nothing from outside and concludes at once; `model` asks a language
 * model, has its own deadline and never throws.
 */
export type Analyst =
  | RulesAnalyst
  | {
      readonly kind: 'model'
      readonly analyse: (question: AnalystQuestion, now: Date, signal: AbortSignal) => Promise<Analysis>
    }

export const questionOf = ({
  id,
  target,
  name,
  alerts,
  evidence,
  changes,
  ineffective,
  history,
}: Incident): AnalystQuestion => ({
  incident: id,
  target,
  name,
  alerts,
  evidence,
  prior: { changes, ineffective, history },
})
