import type { Incident } from './incident.ts'
import { looksAgain } from './moves.ts'
import type { Moment, Step } from './step.ts'
import { watched } from './watched.ts'

/** From here on the incident is a person's. They are told once, and once more after each further try of theirs. */
export function isThePersons(before: Incident, _event: unknown, moment: Moment): Step {
  const incident: Incident = { ...before, phase: 'escalated', waiting: null, escalated: true, retries: 0 }
  const watching = watched(incident, moment)
  if (before.escalated) return { incident, effects: watching }
  const told = before.told + 1
  const message_id = told === 1 ? `${incident.id}:escalated` : `${incident.id}:escalated:${told}`
  return { incident: { ...incident, told, acknowledged: null }, effects: [{ do: 'notify', message_id }, ...watching] }
}

/** A person takes the risk of one plan more: the incident looks again, and what it then plans is not held to the budget. */
export const triesOnceMore = (
  incident: Incident,
  { by, reason }: { readonly by: string; readonly reason: string },
): Step =>
  looksAgain(
    { ...incident, escalated: false, acknowledged: null, retries: 1, replans: 0, expiries: 0, waits: 0 },
    `${by} asks for one more try${reason === '' ? '' : `: ${reason}`}`,
  )
