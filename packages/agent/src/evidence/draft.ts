import type { Evidence } from '@devops-ai/contract'

/** A fact that has no number yet. */
export type Draft = Omit<Evidence, 'number'>

/** Numbers go on where the incident's evidence ended, so that a number means one fact for the incident's whole life. */
export function mint(known: readonly Evidence[], drafts: readonly Draft[]): readonly Evidence[] {
  const last = known.reduce((highest, { number }) => Math.max(highest, Number(number.slice(1)) || 0), 0)
  return drafts.map((draft, index) => ({ number: `E${last + index + 1}`, ...draft }))
}
