import { instant } from '@devops-ai/contract'
import { rulesAnalyst } from '../diagnosis/analyst.ts'
import type { Patience } from '../diagnosis/conclusion.ts'
import type { RulesAnalyst } from './seat.ts'

/** The analyst that needs no model. */
export const rulesSeat = (patience: Patience): RulesAnalyst => ({
  kind: 'rules',
  conclude: ({ evidence, prior }, now) => ({ ok: true, ...rulesAnalyst(evidence, prior, instant(now), patience) }),
})
