import type { Draft } from '../../evidence/draft.ts'
import { at, numbered } from '../../evidence/testing/samples.ts'
import { rulesAnalyst } from '../analyst.ts'
import type { Conclusion, Prior } from '../conclusion.ts'

export const first: Prior = {
  changes: 0,
  ineffective: 0,
  history: { incidents: 0, changes_last_hour: 0, ineffective_changes: 0 },
}
export const second: Prior = { ...first, changes: 1, ineffective: 1 }

/** What the rules make of drafts that become numbered evidence, `now` seconds after the samples' first moment. */
export const conclude = (drafts: readonly Draft[], prior = first, now = 103): Conclusion =>
  rulesAnalyst(numbered(...drafts), prior, at(now), { stableSeconds: 5, recheckSeconds: 4 })
