import { instant } from '@devops-ai/contract'
import { rulesAnalyst } from '../diagnosis/analyst.ts'
import type { Patience } from '../diagnosis/conclusion.ts'
import type { Analyst } from './seat.ts'

/** The analyst that needs no model. */
export const rulesSeat = (patience: Patience): Analyst => ({
  kind: 'rules',
  conclude: ({ evidence, prior }, now) => ({ ok: true, ...rulesAnalyst(evidence, prior, instant(now), patience) }),
})
