import type { IncidentEvent } from '@devops-ai/contract'
import { questionOf, type Analysis, type Analyst } from '../analyst/seat.ts'
import type { Performer } from './performer.ts'

/** Asks the analyst what the evidence means. A question of an earlier round is dropped by the incident. */
export const performAnalyse =
  (analyst: Analyst): Performer<'analyse'> =>
  async (_effect, { incident, now, signal }) => {
    const question = questionOf(incident)
    return {
      events: [
        analysed(
          analyst.kind === 'rules' ? analyst.conclude(question, now()) : await analyst.analyse(question, now(), signal),
        ),
      ],
    }
  }

export const analysed = (analysis: Analysis): IncidentEvent => {
  const cost = analysis.usage && { usage: analysis.usage }
  return analysis.ok
    ? { type: 'diagnosed', diagnosis: analysis.diagnosis, plan: analysis.plan, ...cost }
    : { type: 'analysis_failed', detail: analysis.detail, ...cost }
}
