import type { Effect, Incident } from './incident.ts'
import { decides, keeps, later, looksAgain } from './moves.ts'
import type { Moment, Step } from './step.ts'

interface Seen {
  readonly round: number
  readonly sentence: string
}

/** A person was told. The target is looked at from time to time all the same: no monitor may ever say that it is over. */
export function watched({ target, exit, round }: Incident, { at, limits }: Moment): readonly Effect[] {
  const again = later(at, limits.lookAgainSeconds)
  if (exit) return [{ do: 'members', round, until: again }]
  return target ? [{ do: 'watch', round, at: again }] : []
}

/** It has been well for the whole window: a reason to look at everything, never a proof. */
export const seenWell = (incident: Incident, { round, sentence }: Seen): Step =>
  round === incident.round ? looksAgain({ ...incident, looks: incident.looks + 1 }, sentence) : keeps(incident)

/** There is nothing left to repair and nothing left to look at. */
export const targetGone = (incident: Incident, { round, sentence }: Seen): Step =>
  round === incident.round ? decides(incident, { type: 'no_action', reason: sentence }) : keeps(incident)
