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

export const analysed = (analysis: Analysis): IncidentEvent =>
  analysis.ok
    ? { type: 'diagnosed', diagnosis: analysis.diagnosis, plan: analysis.plan }
    : { type: 'analysis_failed', detail: analysis.detail }
